package org.heliosimage.zfs.zpl;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  /** The values of one area, in the order of its layout. */
  static final class Values {

    private final Map<SaAttribute, byte[]> values = new EnumMap<>(SaAttribute.class);
    private final List<SaAttribute> layout;

    Values(List<SaAttribute> layout) {
      this.layout = layout;
    }

    Values put(SaAttribute attribute, long... words) {
      byte[] bytes = new byte[8 * words.length];
      for (int i = 0; i < words.length; i++) {
        Bytes.put64(bytes, 8 * i, words[i]);
      }
      return put(attribute, bytes);
    }

    Values put(SaAttribute attribute, byte[] value) {
      if (attribute.length() != 0 && attribute.length() != value.length) {
        throw new IllegalArgumentException(attribute + " of " + value.length + " bytes");
      }
      values.put(attribute, value);
      return this;
    }

    /** Bytes of the encoded area. */
    int length() {
      int length = headerLength();
      for (SaAttribute attribute : layout) {
        length += align(value(attribute).length);
      }
      return length;
    }

    /** The encoded area, zero padded to a multiple of the given size. */
    byte[] encode(SaLayouts layouts, int multiple) {
      byte[] area = new byte[(int) Bytes.roundUp(length(), multiple)];
      int header = headerLength();
      Bytes.put32(area, 0, MAGIC);
      Bytes.put16(area, 4, layouts.number(layout) | (header / 8) << HEADER_SHIFT);
      int lengthAt = 6;
      int at = header;
      for (SaAttribute attribute : layout) {
        byte[] value = value(attribute);
        if (attribute.length() == 0) {
          Bytes.put16(area, lengthAt, value.length);
          lengthAt += 2;
        }
        System.arraycopy(value, 0, area, at, value.length);
        at += align(value.length);
      }
      return area;
    }

    private int headerLength() {
      long variable = layout.stream().filter(attribute -> attribute.length() == 0).count();
      return align(6 + 2 * (int) Math.max(1, variable));
    }

    private byte[] value(SaAttribute attribute) {
      byte[] value = values.get(attribute);
      if (value == null) {
        throw new IllegalStateException("no value of " + attribute);
      }
      return value;
    }

    private static int align(int length) {
      return (int) Bytes.roundUp(length, 8);
    }
  }
}
