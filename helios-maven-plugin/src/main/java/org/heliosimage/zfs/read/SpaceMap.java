package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.function.Consumer;
import org.heliosimage.codec.Bytes;

/**
 * The space map of one metaslab: a log of what was allocated and freed, 64-bit words.
 *
 * <pre>
 * bonus  0 own object   8 length of the log   16 allocated bytes   64 u64[32] histogram
 * word   63 = 0: bits 0-14 run - 1, 15 free, 16-62 offset
 *        63:62 = 3: bits 24-59 run - 1; next word: 63 free, 0-62 offset
 *        63:62 = 2: a note for debugging
 * </pre>
 *
 * <p>Runs and offsets count sectors of 2^ashift. The histogram counts free ranges by the power of
 * two of their length; the kernel keeps it up to date loosely, so it is only compared where nothing
 * was ever freed. Source: OpenZFS include/sys/space_map.h.
 */
final class SpaceMap {

  static final int HISTOGRAM_BONUS = 320;

  private static final int HISTOGRAM = 64;
  private static final int BUCKETS = 32;

  private final ObjectReader object;
  private final int ashift;
  private final long size;

  SpaceMap(ObjectReader object, int ashift, long size) {
    this.object = object;
    this.ashift = ashift;
    this.size = size;
  }

  /** What is allocated, relative to the start of the metaslab. */
  RangeSet read(Consumer<String> problems) throws IOException {
    RangeSet ranges = new RangeSet();
    byte[] log = object.bytes(object.bonusWord(8));
    boolean freed = false;
    for (int at = 0; at + 8 <= log.length; at += 8) {
      long word = Bytes.u64(log, at);
      int prefix = (int) (word >>> 62);
      if (prefix == 2) {
        continue;
      }
      long run;
      long start;
      boolean free;
      if (prefix == 3) {
        at += 8;
        if (at + 8 > log.length) {
          problems.accept(object.place() + " ends within an entry");
          break;
        }
        long second = Bytes.u64(log, at);
        run = ((word >>> 24) & ((1L << 36) - 1)) + 1;
        start = second & Long.MAX_VALUE;
        free = second < 0;
      } else {
        run = (word & 0x7fff) + 1;
        start = (word >>> 16) & ((1L << 47) - 1);
        free = (word & 0x8000) != 0;
      }
      if (start > size >>> ashift || run > (size >>> ashift) - start) {
        problems.accept(object.place() + " has an entry beyond its metaslab");
        break;
      }
      long from = start << ashift;
      long to = from + (run << ashift);
      freed |= free;
      if (!(free ? ranges.remove(from, to) : ranges.add(from, to))) {
        problems.accept(
            object.place() + (free ? " frees what is free" : " allocates what is allocated"));
      }
    }
    if (object.bonusWord(16) != ranges.total()) {
      problems.accept(
          object.place()
              + " says that "
              + object.bonusWord(16)
              + " bytes are in use but lists "
              + ranges.total());
    }
    if (!freed && object.dnode().bonusLength() == HISTOGRAM_BONUS) {
      compareHistogram(ranges, problems);
    }
    return ranges;
  }

  private void compareHistogram(RangeSet allocated, Consumer<String> problems) throws IOException {
    RangeSet all = new RangeSet();
    all.add(0, size);
    long[] real = new long[BUCKETS];
    all.minus(allocated)
        .forEach(
            (start, end) -> {
              int power = 63 - Long.numberOfLeadingZeros(end - start);
              real[Math.min(power - ashift, BUCKETS - 1)]++;
            });
    for (int i = 0; i < BUCKETS; i++) {
      if (object.bonusWord(HISTOGRAM + 8 * i) != real[i]) {
        problems.accept(object.place() + " has a wrong histogram of free space");
        return;
      }
    }
  }
}
