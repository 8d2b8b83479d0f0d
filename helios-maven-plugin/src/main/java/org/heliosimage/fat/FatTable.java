package org.heliosimage.fat;

import java.util.Arrays;
import org.heliosimage.codec.Bytes;

/** The table of clusters of a file system whose files are runs: only their ends are kept. */
final class FatTable {

  /** Bytes encoded at a time; whole entries of 12, 16 and 32 bits end there. */
  static final int PART = 3 << 14;

  private final FatGeometry geometry;
  private long[] ends = new long[16];
  private int runs;
  private long next = FatGeometry.FIRST_CLUSTER;

  FatTable(FatGeometry geometry) {
    this.geometry = geometry;
  }

  /** Takes the next clusters and returns the first of them. */
  long allocate(long count) {
    long first = next;
    next += count;
    if (next > geometry.clusters() + (long) FatGeometry.FIRST_CLUSTER) {
      throw new IllegalStateException("the space was checked before");
    }
    if (runs == ends.length) {
      ends = Arrays.copyOf(ends, 2 * runs);
    }
    ends[runs++] = next - 1;
    return first;
  }

  /** The first free cluster; all behind it are free, too. */
  long next() {
    return next;
  }

  /** Number of parts that are not zero. */
  int parts() {
    return (int) ((geometry.type().tableBytes(next) + PART - 1) / PART);
  }

  /** Bytes of a part; the last may be shorter. */
  int partLength(int part) {
    return (int) Math.min(PART, geometry.tableSectors() * FatGeometry.SECTOR - (long) part * PART);
  }

  /** Encodes a part into an array of {@link #PART} bytes. */
  void encode(int part, byte[] target) {
    Arrays.fill(target, (byte) 0);
    int bits = geometry.type().bits();
    int count = PART * 8 / bits;
    long first = (long) part * count;
    int run = Arrays.binarySearch(ends, 0, runs, first);
    run = run < 0 ? -run - 1 : run;
    for (int i = 0; i < count && first + i < next; i++) {
      long cluster = first + i;
      int value = (int) cluster + 1;
      if (cluster < FatGeometry.FIRST_CLUSTER) {
        // The media byte, and a mark that the file system was left in order.
        value = geometry.type().end() | (cluster == 0 ? 0 : 7);
      } else if (cluster == ends[run]) {
        value = geometry.type().end();
        run++;
      }
      put(target, i, bits, value);
    }
  }

  private static void put(byte[] target, int index, int bits, int value) {
    switch (bits) {
      case 12 -> {
        int at = index * 3 / 2;
        if (index % 2 == 0) {
          Bytes.put16(target, at, value);
        } else {
          target[at] |= (byte) (value << 4);
          target[at + 1] = (byte) (value >> 4);
        }
      }
      case 16 -> Bytes.put16(target, 2 * index, value);
      default -> Bytes.put32(target, 4 * index, value);
    }
  }
}
