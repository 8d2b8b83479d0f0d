package org.heliosimage.codec;

import java.util.Arrays;

/**
 * Integers in byte arrays. A plain name ({@code u32}) is little-endian, a name ending in {@code be}
 * is big-endian. Unsigned 32-bit values come as {@code int} ({@link #i32}) or as {@code long}
 * ({@link #u32}); 64-bit values are {@code long} whatever their sign. Every access is
 * bounds-checked by the runtime.
 */
public final class Bytes {

  private static final byte[] ZEROS = new byte[1 << 16];

  private Bytes() {}

  public static int u8(byte[] bytes, int offset) {
    return bytes[offset] & 0xff;
  }

  public static int u16(byte[] bytes, int offset) {
    return (bytes[offset] & 0xff) | (bytes[offset + 1] & 0xff) << 8;
  }

  public static int i32(byte[] bytes, int offset) {
    return u16(bytes, offset) | u16(bytes, offset + 2) << 16;
  }

  public static long u32(byte[] bytes, int offset) {
    return i32(bytes, offset) & 0xffff_ffffL;
  }

  public static long u64(byte[] bytes, int offset) {
    return u32(bytes, offset) | (long) i32(bytes, offset + 4) << 32;
  }

  public static int u16be(byte[] bytes, int offset) {
    return (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
  }

  public static int i32be(byte[] bytes, int offset) {
    return u16be(bytes, offset) << 16 | u16be(bytes, offset + 2);
  }

  public static long u32be(byte[] bytes, int offset) {
    return i32be(bytes, offset) & 0xffff_ffffL;
  }

  public static long u64be(byte[] bytes, int offset) {
    return (long) i32be(bytes, offset) << 32 | u32be(bytes, offset + 4);
  }

  public static void put8(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) value;
  }

  public static void put16(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) value;
    bytes[offset + 1] = (byte) (value >> 8);
  }

  public static void put32(byte[] bytes, int offset, int value) {
    put16(bytes, offset, value);
    put16(bytes, offset + 2, value >> 16);
  }

  public static void put64(byte[] bytes, int offset, long value) {
    put32(bytes, offset, (int) value);
    put32(bytes, offset + 4, (int) (value >> 32));
  }

  /** Puts words one behind the other. */
  public static void put64s(byte[] bytes, int offset, long[] values, int count) {
    for (int i = 0; i < count; i++) {
      put64(bytes, offset + 8 * i, values[i]);
    }
  }

  public static void put16be(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) (value >> 8);
    bytes[offset + 1] = (byte) value;
  }

  public static void put32be(byte[] bytes, int offset, int value) {
    put16be(bytes, offset, value >> 16);
    put16be(bytes, offset + 2, value);
  }

  public static void put64be(byte[] bytes, int offset, long value) {
    put32be(bytes, offset, (int) (value >> 32));
    put32be(bytes, offset + 4, (int) value);
  }

  /** Whether a range holds nothing but zero bytes; a range with data is usually left at once. */
  public static boolean isZero(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at += ZEROS.length) {
      int step = Math.min(ZEROS.length, end - at);
      if (!Arrays.equals(bytes, at, at + step, ZEROS, 0, step)) {
        return false;
      }
    }
    return true;
  }

  /** The smallest multiple of a power of two that is not below a value. */
  public static long roundUp(long value, long powerOfTwo) {
    return (value + powerOfTwo - 1) & -powerOfTwo;
  }
}
