package org.heliosimage.boot.block;

import java.io.IOException;
import java.util.UUID;
import org.heliosimage.codec.Bytes;
import org.heliosimage.disk.Slice;
import org.heliosimage.tree.Content;

/**
 * Boot blocks in front of an ISO image that is used as a disk: a partition table with a place for
 * the programs of BIOS and with UEFI's file system.
 *
 * <pre>
 * sector 0  stage 1 with the partition table; loads sector 3
 *        3  stage 1 again, in front of the partition of type BE; loads what follows
 *        4  stage 2, up to sector 62, which knows where the partition of type EF begins
 * </pre>
 */
public final class HybridBlocks {

  private static final int BOOT_SECTOR = 3;
  private static final int BOOT_SECTORS = 60;
  private static final int TYPE_BOOT = 0xBE;
  private static final int TYPE_EFI = 0xEF;

  private static final int TABLE = 0x1be;
  private static final int PARTITION = 16;
  private static final int SIGNATURE = 0x1fe;

  /** Cylinder, head and sector of what is addressed by block. */
  private static final byte[] BY_BLOCK = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF};

  private HybridBlocks() {}

  /**
   * The first sectors of the image.
   *
   * @param stageOne the one-sector program, {@code /boot/pmbr}
   * @param stageTwo the program that it loads, {@code /boot/isoboot}
   * @param efiSector first sector of UEFI's file system
   * @param efiSectors its length
   * @param disk tells the disk from others
   * @throws BootBlockException if a program is damaged or too large
   */
  public static byte[] make(
      Program stageOne, Program stageTwo, long efiSector, long efiSectors, UUID disk)
      throws IOException {
    StageOne one = new StageOne(stageOne.content().bytes(), stageOne.path());
    byte[] two =
        new LoaderProgram(stageTwo.content().bytes(), stageTwo.path()).forPoolAt(efiSector);
    int sectors = (two.length + Slice.SECTOR - 1) / Slice.SECTOR;
    if (sectors >= BOOT_SECTORS) {
      throw new BootBlockException(
          stageTwo.path()
              + " has "
              + two.length
              + " bytes, but in front of an ISO image there is room for "
              + (BOOT_SECTORS - 1) * Slice.SECTOR);
    }
    byte[] table = new byte[Slice.SECTOR];
    partition(table, TABLE, TYPE_BOOT, BOOT_SECTOR, BOOT_SECTORS);
    partition(table, TABLE + PARTITION, TYPE_EFI, efiSector, efiSectors);
    Bytes.put16(table, SIGNATURE, 0xAA55);
    byte[] out = new byte[(BOOT_SECTOR + BOOT_SECTORS) * Slice.SECTOR];
    put(out, 0, one.over(table, 1, BOOT_SECTOR, disk));
    put(out, BOOT_SECTOR, one.over(new byte[Slice.SECTOR], sectors, BOOT_SECTOR + 1L, disk));
    put(out, BOOT_SECTOR + 1, two);
    return out;
  }

  /**
   * A boot program.
   *
   * @param content as the package delivers it; small
   * @param path where it is, for messages
   */
  public record Program(Content content, String path) {}

  private static void partition(byte[] table, int at, int type, long first, long count) {
    System.arraycopy(BY_BLOCK, 0, table, at + 1, BY_BLOCK.length);
    Bytes.put8(table, at + 4, type);
    System.arraycopy(BY_BLOCK, 0, table, at + 5, BY_BLOCK.length);
    Bytes.put32(table, at + 8, (int) first);
    Bytes.put32(table, at + 12, (int) count);
  }

  private static void put(byte[] out, int sector, byte[] bytes) {
    System.arraycopy(bytes, 0, out, sector * Slice.SECTOR, bytes.length);
  }
}
