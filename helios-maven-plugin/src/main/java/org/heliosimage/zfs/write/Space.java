package org.heliosimage.zfs.write;

/** What a set of blocks takes, in the three ways ZFS accounts for it. */
final class Space {
  private long used;
  private long compressed;
  private long uncompressed;

  void add(Block block) {
    used += block.used;
    compressed += block.compressed;
    uncompressed += block.uncompressed;
  }

  void add(long moreUsed, long moreCompressed, long moreUncompressed) {
    used += moreUsed;
    compressed += moreCompressed;
    uncompressed += moreUncompressed;
  }

  /** Bytes on the device, all copies. */
  long used() {
    return used;
  }

  long compressed() {
    return compressed;
  }

  long uncompressed() {
    return uncompressed;
  }
}
