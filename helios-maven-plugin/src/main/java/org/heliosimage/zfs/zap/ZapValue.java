package org.heliosimage.zfs.zap;

/** A value as a leaf holds it: integers of one size, big-endian; the array must not change. */
final class ZapValue {

  private final int integerSize;
  private final byte[] bytes;

  /** A value of integers of 1, 2 or 8 bytes. */
  ZapValue(int integerSize, byte[] bytes) {
    this.integerSize = integerSize;
    this.bytes = bytes;
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
