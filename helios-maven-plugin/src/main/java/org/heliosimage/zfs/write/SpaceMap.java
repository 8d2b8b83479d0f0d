package org.heliosimage.zfs.write;

import org.heliosimage.codec.Bytes;

/**
 * The map of the allocated space of one metaslab, which is one run from its start. Source: {@code
 * usr/src/uts/common/fs/zfs/sys/space_map.h} of illumos.
 *
 * <pre>
 * bonus   0  u64 own object            entry  bits 0 run-1, 15 free, 16 offset,
 *         8  u64 bytes of entries             run and offset in allocation units
 *        16  u64 allocated bytes
 *        64  u64[32] histogram: number of free ranges of 2^(i + ashift) bytes and more
 * </pre>
 */
record SpaceMap(Geometry geometry, long used) {

  static final int BONUS = 320;

  /** Bonus of pools without histograms. */
  static final int OLD_BONUS = 24;

  private static final int MIN_BLOCK = 4096;
  private static final int ENTRY = 8;
  private static final int MAX_RUN = 1 << 15;
  private static final int OFFSET_SHIFT = 16;
  private static final int HISTOGRAM = 64;
  private static final int BUCKETS = 32;

  /** Size of the one block of a map: enough for a full metaslab, and twice that to grow. */
  static int blockSize(Geometry geometry) {
    long entries = (geometry.metaslab() >> geometry.ashift()) / MAX_RUN;
    return (int) Math.max(MIN_BLOCK, Long.highestOneBit(2 * entries * ENTRY));
  }

  byte[] entries() {
    byte[] out = new byte[blockSize(geometry)];
    long units = used >> geometry.ashift();
    long done = 0;
    for (int at = 0; done < units; at += ENTRY) {
      long run = Math.min(MAX_RUN, units - done);
      Bytes.put64(out, at, (done << OFFSET_SHIFT) | (run - 1));
      done += run;
    }
    return out;
  }

  byte[] bonus(long object, boolean histogram) {
    byte[] out = new byte[histogram ? BONUS : OLD_BONUS];
    long units = used >> geometry.ashift();
    Bytes.put64(out, 0, object);
    Bytes.put64(out, 8, (units + MAX_RUN - 1) / MAX_RUN * ENTRY);
    Bytes.put64(out, 16, used);
    long free = geometry.metaslab() - used;
    if (histogram && free > 0) {
      int bucket = Math.min(BUCKETS - 1, Geometry.log2(free) - geometry.ashift());
      Bytes.put64(out, HISTOGRAM + 8 * bucket, 1);
    }
    return out;
  }
}
