package org.heliosimage.zfs.zpl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
      ByteBuffer bytes = ByteBuffer.allocate(8 * words.length).order(ByteOrder.LITTLE_ENDIAN);
      for (long word : words) {
        bytes.putLong(word);
      }
      return put(attribute, bytes.array());
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
      byte[] area = new byte[(length() + multiple - 1) / multiple * multiple];
      ByteBuffer out = ByteBuffer.wrap(area).order(ByteOrder.LITTLE_ENDIAN);
      int header = headerLength();
      out.putInt(MAGIC);
      out.putShort((short) (layouts.number(layout) | (header / 8) << HEADER_SHIFT));
      int at = header;
      for (SaAttribute attribute : layout) {
        byte[] value = value(attribute);
        if (attribute.length() == 0) {
          out.putShort((short) value.length);
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
      return (length + 7) & -8;
    }
  }
}
