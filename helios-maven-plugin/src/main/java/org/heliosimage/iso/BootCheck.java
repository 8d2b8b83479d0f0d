package org.heliosimage.iso;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heliosimage.codec.Bytes;

/** Checks what there is to boot. */
final class BootCheck {

  private static final int SECTOR = 512;
  private static final int TABLE = 446;
  private static final int PARTITION = 16;
  private static final int TYPE_EFI = 0xEF;

  private final IsoFile image;
  private final SharedFiles files;

  BootCheck(IsoFile image, SharedFiles files) {
    this.image = image;
    this.files = files;
  }

  /** The entries of the catalog at a block. */
  List<BootEntry> entries(long catalog) throws IOException {
    boolean named =
        files.at(catalog).filter(file -> file.getKey().equals("/" + BootCatalog.NAME)).isPresent();
    if (!named) {
      throw new IsoException("the boot record does not lead to the boot catalog");
    }
    List<BootEntry> entries =
        BootCatalog.decode(image.read(catalog, Blocks.SIZE, "the boot catalog"));
    for (BootEntry entry : entries) {
      Map.Entry<String, Long> file =
          files
              .at(entry.block())
              .orElseThrow(() -> new IsoException("the boot catalog leads to no file: " + entry));
      long sectors = (file.getValue() + SECTOR - 1) / SECTOR;
      boolean all = sectors > 0xFFFF ? entry.sectors() == 0 : entry.sectors() == sectors;
      if (!all) {
        throw new IsoException("the boot catalog has another length of " + file.getKey());
      }
      if (entry.efi()) {
        checkPartitions(entry.block(), sectors);
      } else {
        checkProgram(file.getKey(), entry.block(), file.getValue());
      }
    }
    return entries;
  }

  private void checkProgram(String path, long block, long size) throws IOException {
    byte[] program = image.read(block, size, path);
    if (!BootInfo.fits(size) || !Arrays.equals(program, BootInfo.enter(program, block))) {
      throw new IsoException("the boot info table in " + path + " is wrong");
    }
  }

  /** Used as a disk, the image has UEFI's file system as a partition. */
  private void checkPartitions(long block, long sectors) throws IOException {
    byte[] first = image.read(0, SECTOR, "the system area");
    if (Bytes.u16(first, SECTOR - 2) != 0xAA55) {
      return;
    }
    for (int at = TABLE; at < SECTOR - 2; at += PARTITION) {
      if (Bytes.u8(first, at + 4) == TYPE_EFI
          && Bytes.u32(first, at + 8) == block * (Blocks.SIZE / SECTOR)
          && Bytes.u32(first, at + 12) == sectors) {
        return;
      }
    }
    throw new IsoException("the partition table does not have UEFI's boot image");
  }
}
