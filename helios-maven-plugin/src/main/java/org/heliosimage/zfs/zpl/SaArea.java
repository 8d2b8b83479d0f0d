package org.heliosimage.zfs.zpl;

import org.heliosimage.codec.Bytes;

/** The encoded attributes of one file: what goes into the bonus area and into the spill block. */
public final class SaArea {

  private static final int MAGIC = 0x2F505A;
  private static final int HEADER_SHIFT = 10;

  private final byte[] bonus;
  private final byte[] spill;

  SaArea(byte[] bonus, byte[] spill) {
    this.bonus = bonus;
    this.spill = spill;
  }

  /** The bonus area, as long as the dnode's bonus length says. */
  public byte[] bonus() {
    return bonus;
  }

  /** The data of the spill block, a multiple of 512 bytes; empty if there is no spill block. */
  public byte[] spill() {
    return spill;
  }

  /** Bytes of the header before the values of which some number vary in length. */
  static int headerLength(int varying) {
    return align(6 + 2 * varying);
  }

  /** Each value begins at a multiple of 8. */
  static int align(int length) {
    return (int) Bytes.roundUp(length, 8);
  }

  /** One area, written in the order of its layout. */
  static final class Values {

    private final byte[] area;
    private int at;

    /**
     * An area without its values.
     *
     * @param layout its number
     * @param length bytes of the whole area
     * @param varying the lengths of those values that vary in length
     */
    Values(int layout, int length, int... varying) {
      area = new byte[length];
      at = headerLength(varying.length);
      Bytes.put32(area, 0, MAGIC);
      Bytes.put16(area, 4, layout | (at / 8) << HEADER_SHIFT);
      for (int i = 0; i < varying.length; i++) {
        Bytes.put16(area, 6 + 2 * i, varying[i]);
      }
    }

    Values put(long[] words, int count) {
      Bytes.put64s(area, at, words, count);
      at += 8 * count;
      return this;
    }

    Values put(byte[] value) {
      System.arraycopy(value, 0, area, at, value.length);
      at += align(value.length);
      return this;
    }

    byte[] bytes() {
      return area;
    }
  }
}
