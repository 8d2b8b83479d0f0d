package org.heliosimage.fat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.heliosimage.codec.Bytes;

/** Puts a long name together from the entries in front of a file's own. */
final class FatLongName {

  static final int DELETED = 0xE5;

  /** First byte of a name that begins with the byte that marks deleted entries. */
  private static final int ESCAPED = 0x05;

  private static final int LOWER_BASE = 0x08;
  private static final int LOWER_EXTENSION = 0x10;

  private final StringBuilder units = new StringBuilder();
  private int expected;
  private int checksum;

  void clear() {
    units.setLength(0);
    expected = 0;
  }

  /** Takes a long entry; one out of order makes all before it void. */
  void add(byte[] entry) {
    int number = Bytes.u8(entry, 0);
    if ((number & FatEntries.LAST_PART) != 0) {
      clear();
      expected = number & ~FatEntries.LAST_PART;
      checksum = Bytes.u8(entry, 13);
    } else if (number == 0 || number != expected || checksum != Bytes.u8(entry, 13)) {
      clear();
      return;
    }
    StringBuilder part = new StringBuilder();
    for (int offset : FatEntries.UNIT_OFFSETS) {
      char unit = (char) Bytes.u16(entry, offset);
      if (unit == 0) {
        break;
      }
      part.append(unit);
    }
    units.insert(0, part);
    expected--;
  }

  /** The name of a file: the long one, if it belongs to this entry. */
  String take(byte[] entry) throws FatException {
    byte[] shortName = new byte[11];
    System.arraycopy(entry, 0, shortName, 0, shortName.length);
    if (shortName[0] == ESCAPED) {
      shortName[0] = (byte) DELETED;
    }
    String raw = new String(shortName, StandardCharsets.ISO_8859_1);
    boolean complete = units.length() > 0 && expected == 0;
    String name =
        complete && checksum == FatNames.checksum(raw)
            ? units.toString()
            : shortName(raw, Bytes.u8(entry, 12));
    clear();
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new FatException("a directory of the FAT file system is damaged");
    }
    return name;
  }

  private static String shortName(String raw, int lower) {
    String base = raw.substring(0, 8).stripTrailing();
    String extension = raw.substring(8).stripTrailing();
    base = (lower & LOWER_BASE) == 0 ? base : base.toLowerCase(Locale.ROOT);
    extension = (lower & LOWER_EXTENSION) == 0 ? extension : extension.toLowerCase(Locale.ROOT);
    return extension.isEmpty() ? base : base + "." + extension;
  }
}
