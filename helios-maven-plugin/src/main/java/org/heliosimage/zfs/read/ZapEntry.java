package org.heliosimage.zfs.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.heliosimage.codec.Bytes;

/** One entry of a ZAP, the name-value table of ZFS. */
final class ZapEntry {

  private final byte[] name;
  private final int intSize;
  private final byte[] value;

  /**
   * Makes an entry.
   *
   * @param name the name without its NUL
   * @param intSize bytes per integer of the value: 1, 2, 4 or 8
   * @param value the integers, each big-endian
   */
  ZapEntry(byte[] name, int intSize, byte[] value) {
    this.name = name;
    this.intSize = intSize;
    this.value = value;
  }

  byte[] name() {
    return name;
  }

  int intSize() {
    return intSize;
  }

  byte[] value() {
    return value;
  }

  /** The name as text; bytes that are no UTF-8 are shown as escapes. */
  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      StringBuilder escaped = new StringBuilder();
      for (byte b : name) {
        if (b > ' ' && b != '\\') {
          escaped.append((char) b);
        } else {
          escaped.append("\\x").append(Character.forDigit(b >> 4 & 15, 16));
          escaped.append(Character.forDigit(b & 15, 16));
        }
      }
      return escaped.toString();
    }
  }

  boolean isNumber() {
    return intSize == 8 && value.length == 8;
  }

  /** The value of an entry with a single 64-bit integer. */
  long number() {
    return isNumber() ? Bytes.u64be(value, 0) : 0;
  }

  /** The value of an entry with single bytes, without the NUL at its end. */
  String string() {
    int length = value.length;
    if (length > 0 && value[length - 1] == 0) {
      length--;
    }
    return new String(value, 0, length, StandardCharsets.UTF_8);
  }
}
