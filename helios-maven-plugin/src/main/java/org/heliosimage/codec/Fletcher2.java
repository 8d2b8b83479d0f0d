package org.heliosimage.codec;

import java.util.Objects;

/**
 * The checksum of early ZFS pools: two interleaved chains over little-endian 64-bit words, each a
 * sum and a sum of sums.
 */
public final class Fletcher2 {

  private Fletcher2() {}

  /**
   * Computes the checksum.
   *
   * @param length a multiple of 16
   * @param sums receives the four words
   */
  public static void of(byte[] bytes, int offset, int length, long[] sums) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if ((length & 15) != 0) {
      throw new IllegalArgumentException("fletcher2 of " + length + " bytes");
    }
    long a0 = 0;
    long a1 = 0;
    long b0 = 0;
    long b1 = 0;
    int end = offset + length;
    for (int at = offset; at < end; at += 16) {
      a0 += Words.i64(bytes, at);
      a1 += Words.i64(bytes, at + 8);
      b0 += a0;
      b1 += a1;
    }
    sums[0] = a0;
    sums[1] = a1;
    sums[2] = b0;
    sums[3] = b1;
  }
}
