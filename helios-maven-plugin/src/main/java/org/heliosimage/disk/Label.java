package org.heliosimage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.codec.Bytes;

/** The label of a disk: protective MBR, GUID partition table and its backup. */
public final class Label {

  private static final int ENTRY_COUNT = DiskLayout.RESERVED_ENTRY + 1;
  private static final int ENTRY_SECTORS = DiskLayout.LABEL_SECTORS - 1;

  private static final int MBR_TABLE = 446;
  private static final int MBR_SIGNATURE = 510;
  private static final int MBR_MAGIC = 0xAA55;
  private static final int TYPE_PROTECTIVE = 0xEE;

  private Label() {}

  /**
   * Writes the label of a layout into an image, which gets the layout's size. An image without a
   * label only gets its size.
   *
   * @param seed what the GUIDs derive from
   */
  public static void write(DiskLayout layout, String seed, FileChannel image) throws IOException {
    long last = DiskLayout.sectors(layout.size(), "a disk") - 1;
    if (!layout.labelled()) {
      RawFile.extend(image, layout.size());
      return;
    }
    byte[] entries = entries(layout, seed);
    GptHeader primary =
        new GptHeader(
            1,
            last,
            1 + DiskLayout.LABEL_SECTORS,
            last - DiskLayout.LABEL_SECTORS,
            Guid.derive(seed, "disk"),
            2,
            ENTRY_COUNT,
            GptEntry.SIZE,
            GptHeader.crc(entries, ENTRY_COUNT * GptEntry.SIZE));
    GptHeader backup =
        new GptHeader(
            last,
            1,
            primary.firstUsable(),
            primary.lastUsable(),
            primary.disk(),
            last - ENTRY_SECTORS,
            primary.entries(),
            primary.entrySize(),
            primary.entriesCrc());
    writeSectors(image, 0, protectiveMbr(last));
    writeSectors(image, primary.self(), primary.encode());
    writeSectors(image, primary.entriesSector(), entries);
    writeSectors(image, backup.entriesSector(), entries);
    writeSectors(image, backup.self(), backup.encode());
  }

  private static byte[] entries(DiskLayout layout, String seed) {
    byte[] entries = new byte[ENTRY_SECTORS * Slice.SECTOR];
    for (int index = 0; index < ENTRY_COUNT; index++) {
      GptEntry.putUnused(entries, index);
    }
    for (Slice slice : layout.slices()) {
      GptEntry.put(entries, slice, Guid.derive(seed, "slice " + slice.index()));
    }
    return entries;
  }

  /** One partition that covers the disk, so that tools which know no GPT leave it alone. */
  private static byte[] protectiveMbr(long lastSector) {
    byte[] mbr = new byte[Slice.SECTOR];
    Bytes.put32(mbr, MBR_TABLE, 0x00020000);
    Bytes.put32(mbr, MBR_TABLE + 4, TYPE_PROTECTIVE | 0xFFFFFF00);
    Bytes.put32(mbr, MBR_TABLE + 8, 1);
    Bytes.put32(mbr, MBR_TABLE + 12, (int) Math.min(lastSector, 0xFFFFFFFFL));
    Bytes.put16(mbr, MBR_SIGNATURE, MBR_MAGIC);
    return mbr;
  }

  /**
   * Reads the layout of an image: that of its label, or a bare pool if it has none.
   *
   * @throws DiskException if there is a label and any part of it is damaged
   */
  public static DiskLayout read(FileChannel image) throws IOException {
    long size = image.size() / Slice.SECTOR * Slice.SECTOR;
    if (size < 2 * Slice.SECTOR) {
      throw new DiskException("a file of " + image.size() + " bytes is too small for a disk image");
    }
    byte[] mbr = RawFile.read(image, 0, Slice.SECTOR);
    byte[] first = RawFile.read(image, Slice.SECTOR, Slice.SECTOR);
    boolean protectedByMbr =
        Bytes.u16(mbr, MBR_SIGNATURE) == MBR_MAGIC
            && Bytes.u8(mbr, MBR_TABLE + 4) == TYPE_PROTECTIVE;
    if (!protectedByMbr && !GptHeader.isAt(first)) {
      return DiskLayout.bare(size);
    }
    if (!protectedByMbr) {
      throw new DiskException("the protective MBR in front of the GPT is missing");
    }
    long last = size / Slice.SECTOR - 1;
    GptHeader primary = GptHeader.decode(first, "primary");
    List<Slice> slices = slices(image, primary, "primary", 1, last);
    GptHeader backup =
        GptHeader.decode(RawFile.read(image, last * Slice.SECTOR, Slice.SECTOR), "backup");
    if (!slices.equals(slices(image, backup, "backup", last, 1))
        || !primary.disk().equals(backup.disk())) {
      throw new DiskException("the primary GPT and its backup differ");
    }
    return new DiskLayout(size, true, slices);
  }

  private static List<Slice> slices(
      FileChannel image, GptHeader header, String name, long self, long other) throws IOException {
    int length = header.entries() * header.entrySize();
    long last = Math.max(self, other);
    long entriesEnd = header.entriesSector() + (length + Slice.SECTOR - 1) / Slice.SECTOR;
    if (header.self() != self
        || header.other() != other
        || header.firstUsable() < 2
        || header.lastUsable() >= last
        || header.entriesSector() < 2
        || entriesEnd < 0
        || entriesEnd > last + 1) {
      throw new DiskException("the " + name + " GPT header does not fit the size of the disk");
    }
    byte[] entries = RawFile.read(image, header.entriesSector() * Slice.SECTOR, length);
    if (GptHeader.crc(entries, length) != header.entriesCrc()) {
      throw new DiskException("the checksum of the " + name + " GPT entries is wrong");
    }
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < header.entries(); i++) {
      int at = i * header.entrySize();
      if (GptEntry.isUsed(entries, at)) {
        Slice slice = GptEntry.decode(entries, at, i, header);
        for (Slice before : slices) {
          if (slice.firstSector() < before.endSector()
              && before.firstSector() < slice.endSector()) {
            throw new DiskException("slices " + before.index() + " and " + i + " overlap");
          }
        }
        slices.add(slice);
      }
    }
    return slices;
  }

  private static void writeSectors(FileChannel image, long sector, byte[] bytes)
      throws IOException {
    RawFile.write(image, sector * Slice.SECTOR, bytes, 0, bytes.length);
  }
}
