package org.heliosimage.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32;
import org.heliosimage.codec.Bytes;

/**
 * The header of a GUID partition table; the package's manual has the offsets.
 *
 * @param self sector of this header
 * @param other sector of the other copy
 * @param firstUsable first sector that slices may take
 * @param lastUsable last sector that slices may take
 * @param disk GUID of the disk
 * @param entriesSector where the entries begin
 * @param entries number of entries
 * @param entrySize bytes of an entry
 * @param entriesCrc CRC-32 of the entries
 */
record GptHeader(
    long self,
    long other,
    long firstUsable,
    long lastUsable,
    UUID disk,
    long entriesSector,
    int entries,
    int entrySize,
    int entriesCrc) {

  private static final byte[] SIGNATURE = "EFI PART".getBytes(StandardCharsets.US_ASCII);
  private static final int REVISION = 0x10000;
  private static final int SIZE = 92;

  /** Far more than any disk has; bounds what a damaged header makes us read. */
  private static final int MAX_ENTRIES = 1024;

  private static final int MAX_ENTRY_SIZE = 4096;

  static boolean isAt(byte[] sector) {
    return Arrays.equals(sector, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  byte[] encode() {
    byte[] sector = new byte[Slice.SECTOR];
    System.arraycopy(SIGNATURE, 0, sector, 0, SIGNATURE.length);
    Bytes.put32(sector, 8, REVISION);
    Bytes.put32(sector, 12, SIZE);
    Bytes.put64(sector, 24, self);
    Bytes.put64(sector, 32, other);
    Bytes.put64(sector, 40, firstUsable);
    Bytes.put64(sector, 48, lastUsable);
    Guid.put(sector, 56, disk);
    Bytes.put64(sector, 72, entriesSector);
    Bytes.put32(sector, 80, entries);
    Bytes.put32(sector, 84, entrySize);
    Bytes.put32(sector, 88, entriesCrc);
    Bytes.put32(sector, 16, crc(sector, SIZE));
    return sector;
  }

  /**
   * Reads a header.
   *
   * @param name what to call it in an error
   */
  static GptHeader decode(byte[] sector, String name) throws DiskException {
    if (!isAt(sector)) {
      throw new DiskException("the " + name + " GPT header is missing");
    }
    int size = Bytes.i32(sector, 12);
    if (size < SIZE || size > sector.length) {
      throw new DiskException("the " + name + " GPT header has the impossible size " + size);
    }
    byte[] zeroed = sector.clone();
    Bytes.put32(zeroed, 16, 0);
    if (crc(zeroed, size) != Bytes.i32(sector, 16)) {
      throw new DiskException("the checksum of the " + name + " GPT header is wrong");
    }
    int entries = Bytes.i32(sector, 80);
    int entrySize = Bytes.i32(sector, 84);
    if (entries < 1
        || entries > MAX_ENTRIES
        || entrySize < GptEntry.SIZE
        || entrySize > MAX_ENTRY_SIZE) {
      throw new DiskException(
          "the " + name + " GPT header claims " + entries + " entries of " + entrySize + " bytes");
    }
    return new GptHeader(
        Bytes.u64(sector, 24),
        Bytes.u64(sector, 32),
        Bytes.u64(sector, 40),
        Bytes.u64(sector, 48),
        Guid.at(sector, 56),
        Bytes.u64(sector, 72),
        entries,
        entrySize,
        Bytes.i32(sector, 88));
  }

  static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
