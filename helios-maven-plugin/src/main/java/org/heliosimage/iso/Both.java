package org.heliosimage.iso;

import org.heliosimage.codec.Bytes;

/** Numbers that are there twice, little-endian and then big-endian. */
final class Both {

  private Both() {}

  static void put16(byte[] out, int at, int value) {
    Bytes.put16(out, at, value);
    Bytes.put16be(out, at + 2, value);
  }

  static void put32(byte[] out, int at, long value) {
    Bytes.put32(out, at, (int) value);
    Bytes.put32be(out, at + 4, (int) value);
  }

  static int get16(byte[] in, int at, String what) throws IsoException {
    if (Bytes.u16(in, at) != Bytes.u16be(in, at + 2)) {
      throw new IsoException("the two forms of " + what + " differ");
    }
    return Bytes.u16(in, at);
  }

  static long get32(byte[] in, int at, String what) throws IsoException {
    if (Bytes.i32(in, at) != Bytes.i32be(in, at + 4)) {
      throw new IsoException("the two forms of " + what + " differ");
    }
    return Bytes.u32(in, at);
  }

  /** A number that has to fit into 31 bits. */
  static int get31(byte[] in, int at, String what) throws IsoException {
    long value = get32(in, at, what);
    if (value > Integer.MAX_VALUE) {
      throw new IsoException(what + " is " + value);
    }
    return (int) value;
  }
}
