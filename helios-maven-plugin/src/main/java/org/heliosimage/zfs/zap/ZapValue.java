package org.heliosimage.zfs.zap;

import org.heliosimage.codec.Bytes;

/** A value as a leaf holds it: integers of one size, big-endian; the array must not change. */
final class ZapValue {

  private final int integerSize;
  private final byte[] bytes;

  /** A value of integers of 1, 2 or 8 bytes. */
  ZapValue(int integerSize, byte[] bytes) {
    this.integerSize = integerSize;
    this.bytes = bytes;
  }

  static ZapValue of(long number) {
    byte[] bytes = new byte[8];
    Bytes.put64be(bytes, 0, number);
    return new ZapValue(8, bytes);
  }

  int integerSize() {
    return integerSize;
  }

  /** Number of integers. */
  int count() {
    return bytes.length / integerSize;
  }

  byte[] bytes() {
    return bytes;
  }
}
