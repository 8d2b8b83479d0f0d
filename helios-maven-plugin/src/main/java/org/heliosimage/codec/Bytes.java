package org.heliosimage.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Integers in byte arrays. A plain name ({@code u32}) is little-endian, a name ending in {@code be}
 * is big-endian. Unsigned 32-bit values come as {@code int} ({@link #i32}) or as {@code long}
 * ({@link #u32}); 64-bit values are {@code long} whatever their sign. Every access is
 * bounds-checked by the runtime.
 */
public final class Bytes {

  private static final VarHandle LE16 = handle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LE32 = handle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LE64 = handle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BE16 = handle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BE32 = handle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BE64 = handle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] ZEROS = new byte[1 << 16];

  private Bytes() {}

  private static VarHandle handle(Class<?> view, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(view, order);
  }

  public static int u8(byte[] bytes, int offset) {
    return bytes[offset] & 0xff;
  }

  public static int u16(byte[] bytes, int offset) {
    return (short) LE16.get(bytes, offset) & 0xffff;
  }

  public static int i32(byte[] bytes, int offset) {
    return (int) LE32.get(bytes, offset);
  }

  public static long u32(byte[] bytes, int offset) {
    return (int) LE32.get(bytes, offset) & 0xffff_ffffL;
  }

  public static long u64(byte[] bytes, int offset) {
    return (long) LE64.get(bytes, offset);
  }

  public static int u16be(byte[] bytes, int offset) {
    return (short) BE16.get(bytes, offset) & 0xffff;
  }

  public static int i32be(byte[] bytes, int offset) {
    return (int) BE32.get(bytes, offset);
  }

  public static long u32be(byte[] bytes, int offset) {
    return (int) BE32.get(bytes, offset) & 0xffff_ffffL;
  }

  public static long u64be(byte[] bytes, int offset) {
    return (long) BE64.get(bytes, offset);
  }

  public static void put8(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) value;
  }

  public static void put16(byte[] bytes, int offset, int value) {
    LE16.set(bytes, offset, (short) value);
  }

  public static void put32(byte[] bytes, int offset, int value) {
    LE32.set(bytes, offset, value);
  }

  public static void put64(byte[] bytes, int offset, long value) {
    LE64.set(bytes, offset, value);
  }

  /** Puts words one behind the other. */
  public static void put64s(byte[] bytes, int offset, long[] values, int count) {
    for (int i = 0; i < count; i++) {
      put64(bytes, offset + 8 * i, values[i]);
    }
  }

  public static void put16be(byte[] bytes, int offset, int value) {
    BE16.set(bytes, offset, (short) value);
  }

  public static void put32be(byte[] bytes, int offset, int value) {
    BE32.set(bytes, offset, value);
  }

  public static void put64be(byte[] bytes, int offset, long value) {
    BE64.set(bytes, offset, value);
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
