package org.heliosimage.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.heliosimage.tree.Content;

/**
 * The map of a sparse member: runs of data in file order, everything else zero. GNU tar stores it
 * in four ways: in the header and blocks after it (type S), as pairs of records (PAX 0.0), as one
 * record (0.1), or as text in front of the data (1.0).
 */
final class SparseRuns {

  /** Bounds the heap that a hostile map takes; a file of so many runs is no file of an image. */
  private static final int MAX_RUNS = 1 << 20;

  private static final int RUNS_IN_HEADER = 4;
  private static final int RUNS_IN_BLOCK = 21;
  private static final int FIELD = TarHeader.SPARSE_FIELD;
  private static final int BLOCK_EXTENDED_OFFSET = RUNS_IN_BLOCK * 2 * FIELD;

  private long[] offsets = new long[16];
  private long[] lengths = new long[16];
  private int count;
  private long end;
  private long stored;

  /** Bytes of data in all runs. */
  long stored() {
    return stored;
  }

  void add(long offset, long length) throws IOException {
    if (offset < end || length < 0 || offset + length < 0) {
      throw new IOException("has a broken sparse map");
    }
    if (count == MAX_RUNS) {
      throw new IOException("has a sparse map of more than " + MAX_RUNS + " runs");
    }
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    // GNU tar ends a map with a run of no bytes at the end of the file.
    if (length > 0) {
      offsets[count] = offset;
      lengths[count++] = length;
    }
    end = offset + length;
    stored += length;
  }

  /** Adds {@code offset,length,offset,length}. */
  void addPairs(String pairs) throws IOException {
    if (pairs.isEmpty()) {
      return;
    }
    String[] numbers = pairs.split(",", -1);
    if (numbers.length % 2 != 0) {
      throw new IOException("has a broken sparse map");
    }
    for (int i = 0; i < numbers.length; i += 2) {
      add(number(numbers[i]), number(numbers[i + 1]));
    }
  }

  /**
   * Reads the map of a member of type S.
   *
   * @param header the member's header
   * @param position first byte after it
   * @return first byte after the map: where the data are
   */
  long readGnu(TarSource source, byte[] header, long position) throws IOException {
    addFields(header, TarHeader.SPARSE_OFFSET, RUNS_IN_HEADER);
    boolean more = header[TarHeader.SPARSE_EXTENDED_OFFSET] != 0;
    long at = position;
    while (more) {
      byte[] block = block(source, at);
      addFields(block, 0, RUNS_IN_BLOCK);
      more = block[BLOCK_EXTENDED_OFFSET] != 0;
      at += TarHeader.BLOCK;
    }
    return at;
  }

  private void addFields(byte[] block, int offset, int runs) throws IOException {
    for (int i = 0; i < runs; i++) {
      int at = offset + i * 2 * FIELD;
      if (block[at] == 0) {
        return;
      }
      add(TarHeader.number(block, at, FIELD), TarHeader.number(block, at + FIELD, FIELD));
    }
  }

  /**
   * Reads the map in front of the data: lines with the number of runs, then offset and length of
   * each, up to a multiple of the block size.
   *
   * @return first byte after the map
   */
  long readText(TarSource source, long position) throws IOException {
    TextNumbers numbers = new TextNumbers(source, position);
    long runs = numbers.next();
    if (runs > MAX_RUNS) {
      throw new IOException("has a sparse map of more than " + MAX_RUNS + " runs");
    }
    for (long i = 0; i < runs; i++) {
      add(numbers.next(), numbers.next());
    }
    return numbers.nextBlock();
  }

  /** The file as it was before its holes were left out. */
  Content content(Path file, long data, long realSize) throws IOException {
    if (end > realSize) {
      throw new IOException("has a sparse map that goes beyond its size");
    }
    if (count == 1 && lengths[0] == realSize) {
      return Content.range(file, data, realSize);
    }
    return new SparseContent(
        file, data, Arrays.copyOf(offsets, count), Arrays.copyOf(lengths, count), realSize);
  }

  private static byte[] block(TarSource source, long position) throws IOException {
    if (position > source.size() - TarHeader.BLOCK) {
      throw new IOException("is cut short within a sparse map");
    }
    return source.read(position, TarHeader.BLOCK);
  }

  private static long number(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("has a broken sparse map", e);
    }
  }

  /** Decimal numbers, one a line. */
  private static final class TextNumbers {
    private static final int MAX_DIGITS = 20;

    private final TarSource source;
    private long nextBlock;
    private byte[] block = {};
    private int at;

    TextNumbers(TarSource source, long position) {
      this.source = source;
      this.nextBlock = position;
    }

    long nextBlock() {
      return nextBlock;
    }

    long next() throws IOException {
      byte[] digits = new byte[MAX_DIGITS];
      int length = 0;
      for (byte b = nextByte(); b != '\n'; b = nextByte()) {
        if (length == MAX_DIGITS) {
          throw new IOException("has a broken sparse map");
        }
        digits[length++] = b;
      }
      return number(new String(digits, 0, length, StandardCharsets.ISO_8859_1));
    }

    private byte nextByte() throws IOException {
      if (at == block.length) {
        block = block(source, nextBlock);
        nextBlock += TarHeader.BLOCK;
        at = 0;
      }
      return block[at++];
    }
  }
}
