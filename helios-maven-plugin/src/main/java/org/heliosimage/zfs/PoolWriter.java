package org.heliosimage.zfs;

/** Writes a complete, exported pool in one pass over the contents. */
public final class PoolWriter {

  private PoolWriter() {}

  /**
   * Checks everything about a pool that can be known before its contents are read: names, sizes,
   * options and property values.
   *
   * @throws PoolException naming the first thing that is wrong
   */
  public static void check(PoolSpec spec) throws PoolException {
    PoolLayout.of(spec);
  }
}
