package org.heliosimage.iso;

import java.util.Arrays;
import org.heliosimage.codec.Bytes;

/**
 * The table in a BIOS boot program that tells it where it comes from.
 *
 * <pre>
 *  8  u32  block of the volume descriptor     16  u32  length of the program
 * 12  u32  block of the program               20  u32  sum of its words from byte 64 on
 * 24  40 bytes of zeros
 * </pre>
 */
final class BootInfo {

  private static final int TABLE = 8;
  private static final int END = 64;

  private BootInfo() {}

  /** The program with its table. */
  static byte[] enter(byte[] program, long block) {
    byte[] out = program.clone();
    Arrays.fill(out, TABLE, END, (byte) 0);
    Bytes.put32(out, 8, VolumeDescriptor.BLOCK);
    Bytes.put32(out, 12, (int) block);
    Bytes.put32(out, 16, out.length);
    byte[] words = Arrays.copyOf(out, (int) Bytes.roundUp(out.length, 4));
    int sum = 0;
    for (int at = END; at < words.length; at += 4) {
      sum += Bytes.i32(words, at);
    }
    Bytes.put32(out, 20, sum);
    return out;
  }

  /** Whether there is room for the table. */
  static boolean fits(long length) {
    return length >= END;
  }
}
