package org.heliosimage.boot.block;

import java.util.UUID;
import org.heliosimage.codec.Bytes;
import org.heliosimage.disk.Slice;

/** The one-sector program that BIOS loads, {@code /boot/pmbr}. */
final class StageOne {

  private static final int SIGNATURE = 0x1fe;
  private static final int MAGIC = 0xAA55;

  private static final int PARAMETERS = 0x003;
  private static final int PARAMETERS_LENGTH = 0x03b;
  private static final int SECTORS = 0x0fc;
  private static final int ADDRESS = 0x0fe;
  private static final int DISK_UUID = 0x106;

  /** Disk signature and partition table, up to the signature of the sector. */
  private static final int TABLE = 0x1b8;

  private final byte[] program;

  /** The program as the package delivers it. */
  StageOne(byte[] program, String path) throws BootBlockException {
    if (program.length != Slice.SECTOR || Bytes.u16(program, SIGNATURE) != MAGIC) {
      throw new BootBlockException(
          path + " is not a boot sector: it must have 512 bytes and end in 55 AA");
    }
    this.program = program;
  }

  /**
   * The sector to write.
   *
   * @param onDisk what the sector holds now
   * @param sectors how many sectors it shall load
   * @param address the first of them
   * @param disk tells the disk from others
   */
  byte[] over(byte[] onDisk, int sectors, long address, UUID disk) {
    byte[] sector = program.clone();
    if (Bytes.u16(onDisk, SIGNATURE) == MAGIC) {
      System.arraycopy(onDisk, PARAMETERS, sector, PARAMETERS, PARAMETERS_LENGTH);
      System.arraycopy(onDisk, TABLE, sector, TABLE, SIGNATURE - TABLE);
    }
    Bytes.put16(sector, SECTORS, sectors);
    Bytes.put64(sector, ADDRESS, address);
    Bytes.put64be(sector, DISK_UUID, disk.getMostSignificantBits());
    Bytes.put64be(sector, DISK_UUID + 8, disk.getLeastSignificantBits());
    return sector;
  }
}
