package org.heliosimage.iso;

import org.heliosimage.codec.Bytes;

/**
 * Something to boot from.
 *
 * @param efi for UEFI; otherwise for BIOS
 * @param block where it begins
 * @param sectors how many sectors of 512 bytes BIOS loads; 0 to UEFI is up to the end
 */
public record BootEntry(boolean efi, long block, int sectors) {

  static final int LENGTH = 32;

  private static final int BOOTABLE = 0x88;

  void encode(byte[] out, int at) {
    Bytes.put8(out, at, BOOTABLE);
    Bytes.put16(out, at + 6, sectors);
    Bytes.put32(out, at + 8, (int) block);
  }

  static BootEntry decode(byte[] in, int at, boolean efi) throws IsoException {
    if (Bytes.u8(in, at) != BOOTABLE || !Bytes.isZero(in, at + 1, 5)) {
      throw new IsoException("an entry of the boot catalog is not bootable without emulation");
    }
    if (!Bytes.isZero(in, at + 12, LENGTH - 12)) {
      throw new IsoException("an entry of the boot catalog has conditions");
    }
    return new BootEntry(efi, Bytes.u32(in, at + 8), Bytes.u16(in, at + 6));
  }
}
