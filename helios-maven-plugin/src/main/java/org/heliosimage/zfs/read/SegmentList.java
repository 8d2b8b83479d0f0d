package org.heliosimage.zfs.read;

import java.util.Arrays;

/**
 * Ranges of the data area, each packed into a long: 47 bits first sector, 16 bits sectors. Grows
 * with the number of blocks.
 */
final class SegmentList {

  private static final int LENGTH_BITS = 16;
  private static final int SECTOR_SHIFT = BlockPointer.SECTOR_SHIFT;

  private long[] segments = new long[1024];
  private int size;

  synchronized void add(long offset, long length) {
    if (size == segments.length) {
      segments = Arrays.copyOf(segments, size * 2);
    }
    segments[size++] = (offset >>> SECTOR_SHIFT << LENGTH_BITS) | (length >>> SECTOR_SHIFT);
  }

  /** All segments in order of their offsets. */
  synchronized void sort() {
    Arrays.sort(segments, 0, size);
  }

  int size() {
    return size;
  }

  long offset(int index) {
    return segments[index] >>> LENGTH_BITS << SECTOR_SHIFT;
  }

  long end(int index) {
    return offset(index) + ((segments[index] & ((1 << LENGTH_BITS) - 1)) << SECTOR_SHIFT);
  }

  boolean equalsPrevious(int index) {
    return index > 0 && segments[index] == segments[index - 1];
  }
}
