package org.heliosimage.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The header of a member of a portable ASCII cpio ("odc"); numbers are octal digits.
 *
 * <pre>
 * offset size field              offset size field
 *      0    6 magic "070707"         42    6 device number of a device
 *      6    6 device                 48   11 modification time
 *     12    6 inode                  59    6 length of the name with its NUL
 *     18    6 mode with type         65   11 length of the data
 *     24    6 uid                    76      name, NUL, data, without any padding
 *     30    6 gid
 *     36    6 number of links
 * </pre>
 *
 * @param file a number that the names of one file share; device and inode are made of it
 */
record CpioHeader(
    long file,
    int mode,
    int uid,
    int gid,
    int links,
    int device,
    long seconds,
    int nameSize,
    long dataSize) {

  static final int SIZE = 76;

  static final int TYPE = 0170000;
  static final int FIFO = 0010000;
  static final int CHARACTER_DEVICE = 0020000;
  static final int DIRECTORY = 0040000;
  static final int BLOCK_DEVICE = 0060000;
  static final int FILE = 0100000;
  static final int SYMLINK = 0120000;

  private static final String MAGIC = "070707";
  private static final long SHORT_MAX = 0777777;
  private static final long LONG_MAX = 077777777777L;
  private static final int SHORT = 6;
  private static final int LONG = 11;
  private static final int SHORT_BITS = 18;

  byte[] encode() throws IOException {
    StringBuilder text = new StringBuilder(SIZE).append(MAGIC);
    put(text, file >>> SHORT_BITS, SHORT, SHORT_MAX, "number of files");
    put(text, file & SHORT_MAX, SHORT, SHORT_MAX, "number of files");
    put(text, mode, SHORT, SHORT_MAX, "mode");
    put(text, uid, SHORT, SHORT_MAX, "owner");
    put(text, gid, SHORT, SHORT_MAX, "group");
    put(text, links, SHORT, SHORT_MAX, "number of links");
    put(text, device, SHORT, SHORT_MAX, "device number");
    put(text, seconds, LONG, LONG_MAX, "time");
    put(text, nameSize, SHORT, SHORT_MAX, "length of its name");
    put(text, dataSize, LONG, LONG_MAX, "size");
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static CpioHeader decode(byte[] bytes) throws IOException {
    if (!new String(bytes, 0, SHORT, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
      throw new IOException("has no header of a portable ASCII cpio");
    }
    return new CpioHeader(
        number(bytes, 6, SHORT) << SHORT_BITS | number(bytes, 12, SHORT),
        (int) number(bytes, 18, SHORT),
        (int) number(bytes, 24, SHORT),
        (int) number(bytes, 30, SHORT),
        (int) number(bytes, 36, SHORT),
        (int) number(bytes, 42, SHORT),
        number(bytes, 48, LONG),
        (int) number(bytes, 59, SHORT),
        number(bytes, 65, LONG));
  }

  private static void put(StringBuilder text, long value, int digits, long max, String what)
      throws IOException {
    if (value < 0 || value > max) {
      throw new IOException("has the " + what + " " + value + ", which a cpio cannot hold");
    }
    String octal = Long.toOctalString(value);
    text.append("0".repeat(digits - octal.length())).append(octal);
  }

  private static long number(byte[] bytes, int offset, int length) throws IOException {
    long value = 0;
    for (int i = offset; i < offset + length; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 7) {
        throw new IOException("has a header with no number at byte " + offset);
      }
      value = value << 3 | digit;
    }
    return value;
  }
}
