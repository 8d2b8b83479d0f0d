package org.heliosimage.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Little-endian integers in byte arrays for the inner loops of this room. One access is one machine
 * instruction once it is compiled, but takes the compiler much longer than the plain arithmetic of
 * {@link Bytes}, which therefore serves everywhere else.
 */
final class Words {

  private static final VarHandle LE16 = handle(short[].class);
  private static final VarHandle LE32 = handle(int[].class);
  private static final VarHandle LE64 = handle(long[].class);

  private Words() {}

  private static VarHandle handle(Class<?> view) {
    return MethodHandles.byteArrayViewVarHandle(view, ByteOrder.LITTLE_ENDIAN);
  }

  static int i32(byte[] bytes, int offset) {
    return (int) LE32.get(bytes, offset);
  }

  static long u32(byte[] bytes, int offset) {
    return (int) LE32.get(bytes, offset) & 0xffff_ffffL;
  }

  static long i64(byte[] bytes, int offset) {
    return (long) LE64.get(bytes, offset);
  }

  static void put16(byte[] bytes, int offset, int value) {
    LE16.set(bytes, offset, (short) value);
  }

  static void put64(byte[] bytes, int offset, long value) {
    LE64.set(bytes, offset, value);
  }
}
