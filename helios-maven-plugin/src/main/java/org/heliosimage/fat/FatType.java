package org.heliosimage.fat;

/** The three forms; which one a file system has depends on its number of clusters alone. */
enum FatType {
  FAT12(12, 4084),
  FAT16(16, 65524),
  FAT32(32, 0x0FFFFFF4);

  private final int bits;
  private final int maxClusters;

  FatType(int bits, int maxClusters) {
    this.bits = bits;
    this.maxClusters = maxClusters;
  }

  static FatType ofClusters(long clusters) {
    return clusters <= FAT12.maxClusters ? FAT12 : clusters <= FAT16.maxClusters ? FAT16 : FAT32;
  }

  /** Bits of a table entry. */
  int bits() {
    return bits;
  }

  int maxClusters() {
    return maxClusters;
  }

  /** The lowest value that ends a chain, and the one written. */
  int end() {
    return switch (this) {
      case FAT12 -> 0xFF8;
      case FAT16 -> 0xFFF8;
      case FAT32 -> 0x0FFFFFF8;
    };
  }

  /** Bytes of table for entries. */
  long tableBytes(long entries) {
    return (entries * bits + 7) / 8;
  }
}
