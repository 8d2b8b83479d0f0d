package org.heliosimage.zfs.write;

/**
 * How a device is divided. Sources: {@code vdev_open} and {@code vdev_metaslab_set_size} in {@code
 * vdev.c}, {@code spa_get_slop_space} in {@code spa_misc.c} of illumos.
 *
 * @param size bytes of the device
 * @param ashift log2 of the allocation unit
 * @param asize bytes between the labels that can be allocated
 * @param shift log2 of the size of a metaslab
 * @param count number of metaslabs
 */
record Geometry(long size, int ashift, long asize, int shift, int count) {

  static final int LABEL = 256 << 10;

  /** Both front labels and the boot region: where allocatable space begins. */
  static final long DATA_START = 4 << 20;

  private static final int MIN_SHIFT = 24;
  private static final int USUAL_SHIFT = 29;
  private static final int MAX_SHIFT = 34;
  private static final int MIN_COUNT = 16;
  private static final int MAX_COUNT = 200;
  private static final long MIN_SLOP = 128 << 20;
  private static final int SLOP_SHIFT = 5;

  static Geometry of(long size, int ashift) {
    long asize = size / LABEL * LABEL - DATA_START - 2 * LABEL;
    int shift = USUAL_SHIFT;
    if (asize >> USUAL_SHIFT < MIN_COUNT) {
      shift = Math.max(MIN_SHIFT, log2(asize / MIN_COUNT) + 1);
    } else if (asize >> USUAL_SHIFT > MAX_COUNT) {
      shift = Math.min(MAX_SHIFT, log2(asize / MAX_COUNT) + 1);
    }
    return new Geometry(size, ashift, asize, shift, (int) (asize >> shift));
  }

  long metaslab() {
    return 1L << shift;
  }

  /** The unit of allocation. */
  int unit() {
    return 1 << ashift;
  }

  long round(long bytes) {
    return (bytes + unit() - 1) & -unit();
  }

  /**
   * How much may be allocated: ZFS keeps a reserve without which a full pool could not even be
   * emptied.
   */
  long limit() {
    long space = (long) count << shift;
    return space - Math.max(space >> SLOP_SHIFT, Math.min(space >> 1, MIN_SLOP));
  }

  static int log2(long value) {
    return 63 - Long.numberOfLeadingZeros(value);
  }
}
