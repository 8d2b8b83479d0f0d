package org.heliosimage.tree;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip files whole, one after the other. An image has tens of thousands of them, most of some
 * kilobytes, so buffers, the inflater and digests are used again. For one thread.
 */
public final class GzipReader implements AutoCloseable {

  /** How a member without name, comment and extra field begins, as nearly all do. */
  private static final byte[] PLAIN = {0x1f, (byte) 0x8b, 8, 0};

  private static final int HEADER = 10;
  private static final int TRAILER = 8;

  /** Most files are smaller; the runtime copies larger reads through memory of their own. */
  private static final int READ = 1 << 15;

  /** By how much a file may be larger than its content before it is taken for an unusual one. */
  private static final int SLACK = 1 << 15;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final Map<String, MessageDigest> digests = new HashMap<>();
  private final byte[] beyond = new byte[1];
  private byte[] packed = new byte[READ];

  /**
   * Reads the content of a file.
   *
   * @param target gets {@link GzipFile#size} bytes from an offset on; what comes after them is
   *     undefined then, and all of it after an exception
   */
  public void read(GzipFile file, byte[] target, int offset) throws IOException {
    int size = Math.toIntExact(file.size());
    int length = load(file);
    // Whatever is unusual takes the long way, and what is wrong is told there.
    if (length < 0
        || !inflate(length, target, offset, size)
        || !isSound(file, length, target, offset)) {
      try (InputStream in = file.open()) {
        if (in.readNBytes(target, offset, size) != size || in.read() >= 0) {
          throw new EOFException(file + " changed its size");
        }
      }
    }
  }

  /** The length of the file, which is in the buffer; -1 if it is larger than it should be. */
  private int load(GzipFile file) throws IOException {
    try (FileInputStream in = file.openRaw()) {
      int length = 0;
      // A file gives less than it is asked for at its end only.
      for (int room = READ, count = READ; count == room; ) {
        room = Math.min(READ, packed.length - length);
        count = in.read(packed, length, room);
        length += Math.max(0, count);
        if (length > file.size() + SLACK) {
          return -1;
        }
        if (length == packed.length) {
          packed = Arrays.copyOf(packed, 2 * length);
        }
      }
      return length;
    }
  }

  private boolean inflate(int length, byte[] target, int offset, int size) {
    int body = length - HEADER - TRAILER;
    if (body < 0 || !Arrays.equals(packed, 0, PLAIN.length, PLAIN, 0, PLAIN.length)) {
      return false;
    }
    inflater.reset();
    inflater.setInput(packed, HEADER, body);
    // The mark of the end comes after the last byte: with room for one more it is seen at once.
    int room = Math.min(size + 1, target.length - offset);
    try {
      int done = 0;
      for (int count = 1; count > 0 && done < room; done += count) {
        count = inflater.inflate(target, offset + done, room - done);
      }
      return done == size
          && (inflater.finished() || inflater.inflate(beyond) == 0)
          && inflater.finished()
          && inflater.getRemaining() == 0;
    } catch (DataFormatException e) {
      return false;
    }
  }

  private boolean isSound(GzipFile file, int length, byte[] target, int offset) {
    // Then it is what was published, and needs no sums of its own.
    if (file.packed().isPresent() && matches(file.packed().get(), packed, 0, length)) {
      return true;
    }
    int size = (int) file.size();
    ByteBuffer trailer =
        ByteBuffer.wrap(packed, length - TRAILER, TRAILER).order(ByteOrder.LITTLE_ENDIAN);
    crc.reset();
    crc.update(target, offset, size);
    return trailer.getInt() == (int) crc.getValue()
        && trailer.getInt() == size
        && matches(file.unpacked(), target, offset, size);
  }

  private boolean matches(Fingerprint print, byte[] bytes, int offset, int length) {
    MessageDigest digest =
        digests.computeIfAbsent(print.algorithm(), algorithm -> print.newDigest());
    digest.update(bytes, offset, length);
    return print.matches(digest);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
