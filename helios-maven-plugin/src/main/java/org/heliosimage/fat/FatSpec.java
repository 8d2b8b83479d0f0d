package org.heliosimage.fat;

/**
 * What kind of FAT file system to make.
 *
 * @param sectors its size in sectors of 512 bytes
 * @param fat32 FAT32; otherwise FAT16, or FAT12 if it has too few clusters for that
 * @param label volume label, up to 11 characters, empty for none
 */
public record FatSpec(long sectors, boolean fat32, String label) {

  /** A FAT32 file system without a label, as an EFI system partition is. */
  public static FatSpec fat32(long sectors) {
    return new FatSpec(sectors, true, "");
  }

  /** Sectors from which on FAT16 would need clusters that not every system reads. */
  private static final long FAT32_FROM = 4L << 20;

  /** The form that is usual for a size. */
  public static FatSpec ofSize(long sectors, String label) {
    return new FatSpec(sectors, sectors >= FAT32_FROM, label);
  }

  /** A small file system for a given label. */
  public static FatSpec small(long sectors, String label) {
    return new FatSpec(sectors, false, label);
  }
}
