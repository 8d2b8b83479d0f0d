package org.heliosimage.fat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.heliosimage.codec.Bytes;

/** Builds the bytes of one directory. */
final class FatEntries {

  static final int READ_ONLY = 0x01;
  static final int LABEL = 0x08;
  static final int DIRECTORY = 0x10;
  static final int ARCHIVE = 0x20;
  static final int LONG = 0x0F;

  /** In the first of a name's long entries. */
  static final int LAST_PART = 0x40;

  /** UTF-16 units of a long entry, and where they are in it. */
  static final int[] UNIT_OFFSETS = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

  private final byte[] bytes;
  private int at;

  FatEntries(int count) {
    bytes = new byte[FatGeometry.ENTRY * count];
  }

  /** Entries that a name takes. */
  static int count(String name) {
    int parts = (name.length() + UNIT_OFFSETS.length - 1) / UNIT_OFFSETS.length;
    return FatNames.isShort(name) ? 1 : 1 + parts;
  }

  /** Adds an entry, with its long name in front if it needs one. */
  void add(String name, String shortName, int attributes, int time, long cluster, long size) {
    if (!FatNames.isShort(name)) {
      addLong(name, FatNames.checksum(shortName));
    }
    addShort(shortName, attributes, time, cluster, size);
  }

  void addShort(String shortName, int attributes, int time, long cluster, long size) {
    byte[] name = shortName.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(name, 0, bytes, at, name.length);
    Bytes.put8(bytes, at + 11, attributes);
    Bytes.put16(bytes, at + 14, time);
    Bytes.put16(bytes, at + 16, time >>> 16);
    Bytes.put16(bytes, at + 18, time >>> 16);
    Bytes.put16(bytes, at + 20, (int) (cluster >>> 16));
    Bytes.put16(bytes, at + 22, time);
    Bytes.put16(bytes, at + 24, time >>> 16);
    Bytes.put16(bytes, at + 26, (int) cluster);
    Bytes.put32(bytes, at + 28, (int) size);
    at += FatGeometry.ENTRY;
  }

  private void addLong(String name, int checksum) {
    int parts = count(name) - 1;
    for (int part = parts; part >= 1; part--) {
      Arrays.fill(bytes, at, at + FatGeometry.ENTRY, (byte) 0);
      Bytes.put8(bytes, at, part == parts ? part | LAST_PART : part);
      Bytes.put8(bytes, at + 11, LONG);
      Bytes.put8(bytes, at + 13, checksum);
      for (int i = 0; i < UNIT_OFFSETS.length; i++) {
        int unit = (part - 1) * UNIT_OFFSETS.length + i;
        // The name ends with a NUL unless it fills its last part; then come ones.
        int value = unit < name.length() ? name.charAt(unit) : unit == name.length() ? 0 : 0xFFFF;
        Bytes.put16(bytes, at + UNIT_OFFSETS[i], value);
      }
      at += FatGeometry.ENTRY;
    }
  }

  byte[] bytes() {
    return bytes;
  }
}
