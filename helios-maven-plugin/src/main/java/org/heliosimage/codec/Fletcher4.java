package org.heliosimage.codec;

import java.util.Objects;

/**
 * The usual checksum of ZFS blocks: over little-endian 32-bit words, each of four 64-bit sums adds
 * the one before it.
 */
public final class Fletcher4 {

  private Fletcher4() {}

  /**
   * Computes the checksum.
   *
   * @param length a multiple of 4
   * @param sums receives the four words
   */
  public static void of(byte[] bytes, int offset, int length, long[] sums) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if ((length & 3) != 0) {
      throw new IllegalArgumentException("fletcher4 of " + length + " bytes");
    }
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    int end = offset + length;
    for (int at = offset; at < end; at += 4) {
      a += Words.u32(bytes, at);
      b += a;
      c += b;
      d += c;
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
  }

  /** The four words of the checksum. */
  public static long[] of(byte[] bytes, int offset, int length) {
    long[] sums = new long[4];
    of(bytes, offset, length, sums);
    return sums;
  }
}
