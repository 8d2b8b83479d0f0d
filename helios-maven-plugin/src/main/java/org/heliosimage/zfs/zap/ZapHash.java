package org.heliosimage.zfs.zap;

/** The hash that orders the entries of a ZAP object. */
final class ZapHash {

  /** Significant bits, at the top of the word. */
  static final int BITS = 28;

  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final long[] TABLE = table();

  private ZapHash() {}

  /** The hash of a name; its lower 36 bits are zero. */
  static long of(long salt, byte[] name, int offset, int length) {
    long crc = salt;
    for (int i = offset; i < offset + length; i++) {
      crc = crc >>> 8 ^ TABLE[(int) (crc ^ name[i]) & 0xFF];
    }
    return crc >>> (64 - BITS) << (64 - BITS);
  }

  private static long[] table() {
    long[] table = new long[256];
    for (int i = 0; i < table.length; i++) {
      long value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = value >>> 1 ^ ((value & 1) == 0 ? 0 : POLYNOMIAL);
      }
      table[i] = value;
    }
    return table;
  }
}
