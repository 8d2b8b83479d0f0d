package org.heliosimage.iso;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.codec.Bytes;

/**
 * The boot catalog of El Torito, one block.
 *
 * <pre>
 *  0  u8  1; u8 platform of the first entry, 0 PC or EF UEFI; 28  u16 makes the sum of all words 0
 * 30  55 AA
 * 32  first entry: u8 88 bootable; 6  u16 sectors; 8  u32 block
 * 64  if there is a second: u8 91 last section; u8 platform; u16 entries, 1; then the entry
 * </pre>
 */
final class BootCatalog {

  /** Its name in the root directory. */
  static final String NAME = ".catalog";

  private static final int EFI = 0xEF;
  private static final int LAST_SECTION = 0x91;
  private static final int SECTION = 64;
  private static final int SECTION_ENTRY = 96;

  private BootCatalog() {}

  /** The catalog of one entry, or of two of which the second is for UEFI. */
  static byte[] encode(List<BootEntry> entries) {
    byte[] out = new byte[Blocks.SIZE];
    Bytes.put8(out, 0, 1);
    Bytes.put8(out, 1, platform(entries.get(0)));
    Bytes.put16(out, 30, 0xAA55);
    Bytes.put16(out, 28, -sum(out));
    entries.get(0).encode(out, BootEntry.LENGTH);
    if (entries.size() > 1) {
      Bytes.put8(out, SECTION, LAST_SECTION);
      Bytes.put8(out, SECTION + 1, platform(entries.get(1)));
      Bytes.put16(out, SECTION + 2, 1);
      entries.get(1).encode(out, SECTION_ENTRY);
    }
    return out;
  }

  private static int platform(BootEntry entry) {
    return entry.efi() ? EFI : 0;
  }

  private static int sum(byte[] bytes) {
    int sum = 0;
    for (int at = 0; at < BootEntry.LENGTH; at += 2) {
      sum += Bytes.u16(bytes, at);
    }
    return sum & 0xFFFF;
  }

  static List<BootEntry> decode(byte[] in) throws IsoException {
    if (in[0] != 1 || Bytes.u16(in, 30) != 0xAA55 || sum(in) != 0) {
      throw new IsoException("the boot catalog is damaged: its checksum is wrong");
    }
    List<BootEntry> entries = new ArrayList<>();
    entries.add(BootEntry.decode(in, BootEntry.LENGTH, efi(in[1])));
    int end = SECTION;
    if (in[SECTION] != 0) {
      if (Bytes.u8(in, SECTION) != LAST_SECTION || Bytes.u16(in, SECTION + 2) != 1) {
        throw new IsoException("the boot catalog has other sections than one for UEFI");
      }
      entries.add(BootEntry.decode(in, SECTION_ENTRY, efi(in[SECTION + 1])));
      end = SECTION_ENTRY + BootEntry.LENGTH;
    }
    if (!Bytes.isZero(in, end, in.length - end)) {
      throw new IsoException("the boot catalog goes on behind its last entry");
    }
    return entries;
  }

  private static boolean efi(byte platform) throws IsoException {
    if (platform != 0 && platform != (byte) EFI) {
      throw new IsoException("the boot catalog is for the unknown platform " + platform);
    }
    return platform != 0;
  }
}
