package org.heliosimage.ips.p5p;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The header of a member of a tar, 512 bytes.
 *
 * <pre>
 *   0 100 name          124 12 size       157 100 target of a link   297 32 group
 * 100   8 mode          136 12 mtime      257   6 "ustar" NUL        345 155 start of the name
 * 108   8 uid           148  8 checksum   263   2 "00"
 * 116   8 gid           156  1 type       265  32 owner
 * </pre>
 *
 * @param name as it stands in the header
 * @param size of what follows
 * @param type of the member
 */
record TarBlock(String name, long size, char type) {

  static final int SIZE = 512;

  static final char FILE = '0';
  static final char FOLDER = '5';
  static final char EXTENDED = 'x';
  static final char GLOBAL = 'g';
  static final char LONG_NAME = 'L';

  private static final int NAME_MAX = 100;
  private static final int CHECKSUM = 148;
  private static final int PREFIX = 345;
  private static final long SIZE_MAX = 077777777777L;

  /** Bytes that so many bytes take in a tar. */
  static long padded(long size) {
    return Math.addExact(size, SIZE - 1) / SIZE * SIZE;
  }

  /** Reads a header. */
  static TarBlock decode(byte[] block) throws IOException {
    int sum = 0;
    for (int i = 0; i < SIZE; i++) {
      sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
    }
    if (number(block, CHECKSUM, 8) != sum) {
      throw new IOException("its checksum is wrong");
    }
    String name = text(block, 0, NAME_MAX);
    boolean posix = text(block, 257, 6).equals("ustar") && block[262] == 0;
    String prefix = posix ? text(block, PREFIX, 155) : "";
    char type = block[156] == 0 ? FILE : (char) (block[156] & 0xff);
    return new TarBlock(
        prefix.isEmpty() ? name : prefix + "/" + name, number(block, 124, 12), type);
  }

  private static String text(byte[] block, int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return new String(block, offset, end - offset, StandardCharsets.UTF_8);
  }

  /** Octal digits between blanks and NULs, or binary if the first bit is set. */
  private static long number(byte[] block, int offset, int length) throws IOException {
    long value = 0;
    if (block[offset] < 0) {
      value = block[offset] & 0x7f;
      for (int i = 1; i < length; i++) {
        if (value >> 54 != 0) {
          throw new IOException("it has a number out of range");
        }
        value = (value << 8) | (block[offset + i] & 0xff);
      }
      return value;
    }
    String digits = text(block, offset, length).strip();
    if (!digits.matches("[0-7]{0,12}")) {
      throw new IOException("it has no number where one must be");
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  /** All headers of a member: one, or three if the name does not fit or there is a comment. */
  static byte[] headers(TarBlock member, long time, String comment) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    if (!comment.isEmpty()) {
      records.writeBytes(record("comment", comment));
    }
    boolean fits = member.name.getBytes(StandardCharsets.UTF_8).length <= NAME_MAX;
    if (!fits) {
      records.writeBytes(record("path", member.name));
    }
    if (member.size > SIZE_MAX) {
      records.writeBytes(record("size", Long.toString(member.size)));
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    if (records.size() > 0) {
      String name = member.name.substring(member.name.lastIndexOf('/') + 1);
      String about = "PaxHeaders/" + name.substring(0, Math.min(80, name.length()));
      all.writeBytes(new TarBlock(about, records.size(), EXTENDED).encode(time));
      all.writeBytes(Arrays.copyOf(records.toByteArray(), (int) padded(records.size())));
    }
    all.writeBytes(member.encode(time));
    return all.toByteArray();
  }

  /** A record says its own length, the digits of the length included. */
  private static byte[] record(String key, String value) {
    byte[] text = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    int length = text.length + 1;
    while (Integer.toString(length).length() + text.length != length) {
      length = Integer.toString(length).length() + text.length;
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
    record.writeBytes(text);
    return record.toByteArray();
  }

  private byte[] encode(long time) {
    byte[] block = new byte[SIZE];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, 0, Math.min(NAME_MAX, bytes.length));
    put(block, 100, "%07o\0", type == FOLDER ? 0755 : 0644);
    put(block, 108, "%07o\0", 0);
    put(block, 116, "%07o\0", 0);
    put(block, 124, "%011o\0", Math.min(size, SIZE_MAX));
    put(block, 136, "%011o\0", Math.max(0, Math.min(time, SIZE_MAX)));
    put(block, CHECKSUM, "        ", 0);
    block[156] = (byte) type;
    put(block, 257, "ustar\00000", 0);
    put(block, 265, "root\0", 0);
    put(block, 297, "root\0", 0);
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, CHECKSUM, "%06o\0 ", sum);
    return block;
  }

  private static void put(byte[] block, int offset, String format, long value) {
    byte[] text = String.format(Locale.ROOT, format, value).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, block, offset, text.length);
  }
}
