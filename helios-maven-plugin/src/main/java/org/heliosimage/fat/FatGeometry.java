package org.heliosimage.fat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.heliosimage.codec.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a boot sector; the package's manual has the offsets.
 *
 * @param type its form
 * @param sectors size in sectors
 * @param clusterSectors sectors of a cluster
 * @param reserved sectors before the first table
 * @param tables number of tables
 * @param tableSectors sectors of each table
 * @param rootEntries entries of the root directory, 0 with FAT32
 * @param rootCluster where the root directory begins with FAT32, else 0
 * @param clusters number of clusters
 */
record FatGeometry(
    FatType type,
    long sectors,
    int clusterSectors,
    int reserved,
    int tables,
    long tableSectors,
    int rootEntries,
    int rootCluster,
    int clusters) {

  static final int SECTOR = 512;
  static final int ENTRY = 32;
  static final int FIRST_CLUSTER = 2;
  static final int INFO_SECTOR = 1;
  static final int BACKUP_SECTOR = 6;

  /** The specification's words for no label; illumos leaves out the space, and fsck.fat objects. */
  private static final String NO_LABEL = "NO NAME";

  private static final int TABLES = 2;
  private static final int SMALL_ROOT = 512;
  private static final int FAT32_RESERVED = 32;
  private static final int MAX_CLUSTER_SECTORS = 128;

  /** Machine code with which a boot sector must begin; there is no program to jump to. */
  private static final int JUMP = 0x3CEB;

  private static final int NO_OPERATION = 0x90;
  private static final int MEDIA_FIXED = 0xF8;

  /** Sectors up to which illumos makes FAT32 clusters of one sector, and so on in proportion. */
  private static final long FAT32_PER_CLUSTER_SECTOR = 0x400000;

  /** The smallest clusters with which a file system can be made. */
  static FatGeometry of(FatSpec spec) throws FatException {
    for (int size = 1; size <= MAX_CLUSTER_SECTORS; size *= 2) {
      FatGeometry geometry = spec.fat32() ? large(spec.sectors(), size) : small(spec, size);
      if (geometry != null) {
        return geometry;
      }
    }
    throw new FatException(
        String.format(
            Locale.ROOT,
            "a %s file system of %d sectors is not possible: %s",
            spec.fat32() ? "FAT32" : "FAT16",
            spec.sectors(),
            spec.fat32() ? "it needs at least 66589" : "it needs 36 to 8387617"));
  }

  private static @Nullable FatGeometry large(long sectors, int size) {
    if (sectors > 0xFFFFFFFFL || sectors >= FAT32_PER_CLUSTER_SECTOR * size) {
      return null;
    }
    // Counts as if there were one table, so both are a little longer than they need be.
    long entries = SECTOR / 4;
    long table = (sectors - 2 * FAT32_RESERVED + entries * size) / (entries * size + 1);
    long clusters = (sectors - FAT32_RESERVED - TABLES * table) / size;
    if (FatType.ofClusters(clusters) != FatType.FAT32) {
      return null;
    }
    return new FatGeometry(
        FatType.FAT32,
        sectors,
        size,
        FAT32_RESERVED,
        TABLES,
        table,
        0,
        FIRST_CLUSTER,
        (int) clusters);
  }

  private static @Nullable FatGeometry small(FatSpec spec, int size) {
    long root = SMALL_ROOT * ENTRY / SECTOR;
    for (FatType type : new FatType[] {FatType.FAT12, FatType.FAT16}) {
      // A longer table leaves fewer clusters, so the first that suffices is the shortest.
      for (long table = 1; table <= type.tableBytes(type.maxClusters()) / SECTOR + 1; table++) {
        long clusters = (spec.sectors() - 1 - root - TABLES * table) / size;
        if (clusters < 1 || FatType.ofClusters(clusters) != type) {
          continue;
        }
        if (type.tableBytes(clusters + FIRST_CLUSTER) <= table * SECTOR) {
          return new FatGeometry(
              type, spec.sectors(), size, 1, TABLES, table, SMALL_ROOT, 0, (int) clusters);
        }
      }
    }
    return null;
  }

  long tableOffset(int table) {
    return (reserved + table * tableSectors) * SECTOR;
  }

  /** Where the root directory is unless it is a file. */
  long rootOffset() {
    return tableOffset(tables);
  }

  long clusterOffset(long cluster) {
    return rootOffset() + (long) rootEntries * ENTRY + (cluster - FIRST_CLUSTER) * clusterBytes();
  }

  long clustersOf(long bytes) {
    return (bytes + clusterBytes() - 1) / clusterBytes();
  }

  int clusterBytes() {
    return clusterSectors * SECTOR;
  }

  /** The boot sector. */
  byte[] encode(String label) {
    byte[] out = new byte[SECTOR];
    Bytes.put16(out, 0, JUMP);
    Bytes.put8(out, 2, NO_OPERATION);
    put(out, 3, "MSDOS4.0", 8);
    Bytes.put16(out, 11, SECTOR);
    Bytes.put8(out, 13, clusterSectors);
    Bytes.put16(out, 14, reserved);
    Bytes.put8(out, 16, tables);
    Bytes.put16(out, 17, rootEntries);
    boolean large = type == FatType.FAT32;
    boolean fits = !large && sectors <= 0xFFFF;
    Bytes.put16(out, 19, fits ? (int) sectors : 0);
    Bytes.put8(out, 21, MEDIA_FIXED);
    Bytes.put16(out, 22, large ? 0 : (int) tableSectors);
    // Nobody asks for tracks and heads any more; these are the largest that BIOS knows.
    Bytes.put16(out, 24, 63);
    Bytes.put16(out, 26, 255);
    Bytes.put32(out, 32, fits ? 0 : (int) sectors);
    if (large) {
      Bytes.put32(out, 36, (int) tableSectors);
      Bytes.put32(out, 44, rootCluster);
      Bytes.put16(out, 48, INFO_SECTOR);
      Bytes.put16(out, 50, BACKUP_SECTOR);
    }
    int tail = large ? 64 : 36;
    Bytes.put8(out, tail, 0x80);
    Bytes.put8(out, tail + 2, 0x29);
    put(out, tail + 7, label.isEmpty() ? NO_LABEL : label, 11);
    put(out, tail + 18, type.name(), 8);
    Bytes.put16(out, SECTOR - 2, 0xAA55);
    return out;
  }

  /** The numbers of a boot sector. */
  static FatGeometry decode(byte[] in) throws FatException {
    int clusterSectors = Bytes.u8(in, 13);
    int reserved = Bytes.u16(in, 14);
    int tables = Bytes.u8(in, 16);
    int rootEntries = Bytes.u16(in, 17);
    long sectors = Bytes.u16(in, 19) != 0 ? Bytes.u16(in, 19) : Bytes.u32(in, 32);
    boolean large = Bytes.u16(in, 22) == 0;
    long tableSectors = large ? Bytes.u32(in, 36) : Bytes.u16(in, 22);
    if (Bytes.u16(in, SECTOR - 2) != 0xAA55
        || Bytes.u16(in, 11) != SECTOR
        || Integer.bitCount(clusterSectors) != 1
        || reserved == 0
        || tables == 0
        || tableSectors == 0) {
      throw new FatException("there is no FAT file system of 512-byte sectors");
    }
    long rootSectors = ((long) rootEntries * ENTRY + SECTOR - 1) / SECTOR;
    long clusters = (sectors - reserved - tables * tableSectors - rootSectors) / clusterSectors;
    FatType type = large ? FatType.FAT32 : FatType.ofClusters(clusters);
    if (clusters < 1
        || clusters > type.maxClusters()
        || type.tableBytes(clusters + FIRST_CLUSTER) > tableSectors * SECTOR) {
      throw new FatException("the boot sector of the FAT file system contradicts itself");
    }
    return new FatGeometry(
        type,
        sectors,
        clusterSectors,
        reserved,
        tables,
        tableSectors,
        rootEntries,
        large ? Bytes.i32(in, 44) : 0,
        (int) clusters);
  }

  private static void put(byte[] out, int offset, String text, int length) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < length; i++) {
      out[offset + i] = i < bytes.length ? bytes[i] : (byte) ' ';
    }
  }
}
