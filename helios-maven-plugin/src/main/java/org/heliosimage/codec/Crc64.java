package org.heliosimage.codec;

/**
 * The CRC-64 (ECMA-182, reflected) that ZFS uses as hash of ZAP names, seeded with a salt instead
 * of ones and without a final complement.
 */
public final class Crc64 {

  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;

  /** Bits of a hash that count: ZAPs without the 64-bit flag use the highest 28. */
  private static final long ZAP_MASK = -1L << 36;

  private static final long[] TABLE = new long[256];

  static {
    for (int i = 0; i < 256; i++) {
      long remainder = i;
      for (int bit = 0; bit < 8; bit++) {
        remainder = (remainder >>> 1) ^ (-(remainder & 1) & POLYNOMIAL);
      }
      TABLE[i] = remainder;
    }
  }

  private Crc64() {}

  /** All 64 bits of the CRC of a range. */
  public static long of(long seed, byte[] bytes, int offset, int length) {
    long crc = seed;
    for (int i = offset; i < offset + length; i++) {
      crc = (crc >>> 8) ^ TABLE[(int) (crc ^ bytes[i]) & 0xff];
    }
    return crc;
  }

  /** The hash of a ZAP name (without its NUL): the low 36 bits are clear. */
  public static long zapHash(long salt, byte[] name) {
    return of(salt, name, 0, name.length) & ZAP_MASK;
  }
}
