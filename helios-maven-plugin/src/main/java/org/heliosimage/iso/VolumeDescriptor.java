package org.heliosimage.iso;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.heliosimage.codec.Bytes;

/**
 * The primary volume descriptor.
 *
 * <pre>
 *   0  u8   type 1, "CD001", version 1       140  u32  block of the little-endian path table
 *  40  name of the volume, 32 bytes          148  u32  block of the other, big-endian
 *  80  both blocks                           156  record of the root, 34 bytes
 * 120  both 1, 124 both 1: volumes           813  times, 17 bytes each: made, changed,
 * 128  both 2048, bytes of a block                expires, effective
 * 132  both bytes of a path table            881  u8   version 1
 * </pre>
 *
 * @param volumeId name of the volume
 * @param blocks size of the volume
 * @param tableBytes size of each path table
 * @param littleTable block of the little-endian path table
 * @param bigTable block of the big-endian one
 * @param root the root directory
 */
record VolumeDescriptor(
    String volumeId,
    long blocks,
    long tableBytes,
    long littleTable,
    long bigTable,
    DirectoryRecord root) {

  static final int BLOCK = 16;
  static final int BOOT_RECORD = 0;
  static final int PRIMARY = 1;
  static final int END = 255;

  private static final String STANDARD = "CD001";
  private static final String EL_TORITO = "EL TORITO SPECIFICATION";
  private static final int ROOT = 156;
  private static final int CATALOG = 71;

  /** Any descriptor before it is filled. */
  private static byte[] empty(int type) {
    byte[] out = new byte[Blocks.SIZE];
    Bytes.put8(out, 0, type);
    put(out, 1, STANDARD, STANDARD.length());
    Bytes.put8(out, 6, 1);
    return out;
  }

  /** The type of a descriptor. */
  static int type(byte[] in) throws IsoException {
    if (!text(in, 1, 5).equals(STANDARD) || in[6] != 1) {
      throw new IsoException("there is no ISO 9660 file system, or its descriptors are damaged");
    }
    return Bytes.u8(in, 0);
  }

  /** What tells readers of the boot catalog. */
  static byte[] bootRecord(long catalog) {
    byte[] out = empty(BOOT_RECORD);
    System.arraycopy(EL_TORITO.getBytes(StandardCharsets.US_ASCII), 0, out, 7, EL_TORITO.length());
    Bytes.put32(out, CATALOG, (int) catalog);
    return out;
  }

  /** Where the boot catalog is. */
  static long catalog(byte[] in) throws IsoException {
    if (!text(in, 7, EL_TORITO.length()).equals(EL_TORITO)) {
      throw new IsoException("the boot record is none of El Torito");
    }
    return Bytes.u32(in, CATALOG);
  }

  static byte[] end() {
    return empty(END);
  }

  /**
   * The descriptor.
   *
   * @param seconds when the volume was made
   */
  byte[] encode(long seconds) {
    byte[] out = empty(PRIMARY);
    put(out, 8, "", 32);
    put(out, 40, volumeId, 32);
    Both.put32(out, 80, blocks);
    Both.put16(out, 120, 1);
    Both.put16(out, 124, 1);
    Both.put16(out, 128, Blocks.SIZE);
    Both.put32(out, 132, tableBytes);
    Bytes.put32(out, 140, (int) littleTable);
    Bytes.put32be(out, 148, (int) bigTable);
    System.arraycopy(root.encode(), 0, out, ROOT, 34);
    // Names of the set, of people and programs, and of files about them: all blank.
    put(out, 190, "", 813 - 190);
    byte[] time = IsoTime.longForm(seconds);
    System.arraycopy(time, 0, out, 813, IsoTime.LONG);
    System.arraycopy(time, 0, out, 830, IsoTime.LONG);
    System.arraycopy(IsoTime.never(), 0, out, 847, IsoTime.LONG);
    System.arraycopy(IsoTime.never(), 0, out, 864, IsoTime.LONG);
    Bytes.put8(out, 881, 1);
    return out;
  }

  static VolumeDescriptor decode(byte[] in) throws IsoException {
    if (Both.get16(in, 128, "the size of a block") != Blocks.SIZE || in[881] != 1) {
      throw new IsoException("the volume has blocks of another size than 2048 bytes");
    }
    return new VolumeDescriptor(
        text(in, 40, 32).stripTrailing(),
        Both.get32(in, 80, "the size of the volume"),
        Both.get32(in, 132, "the size of a path table"),
        Bytes.u32(in, 140),
        Bytes.u32be(in, 148),
        DirectoryRecord.decode(in, ROOT, ROOT + 34));
  }

  private static void put(byte[] out, int at, String text, int length) {
    Arrays.fill(out, at, at + length, (byte) ' ');
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, out, at, text.length());
  }

  private static String text(byte[] in, int at, int length) {
    return new String(in, at, length, StandardCharsets.ISO_8859_1);
  }
}
