package org.heliosimage.engine.work;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects what {@link java.io.DataInputStream} reads. The streams of the JDK would do as well, but
 * their many layers are a second's work for the compiler of the JVM.
 */
final class IndexBytes {

  private static final int PIECE = 1 << 16;
  private static final int MAX_TEXT = 0xffff;

  private final List<byte[]> full = new ArrayList<>();
  private long fullSize;
  private byte[] bytes = new byte[PIECE];
  private int size;

  long size() {
    return fullSize + size;
  }

  void writeByte(int value) {
    reserve(Byte.BYTES);
    bytes[size++] = (byte) value;
  }

  void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  void writeShort(int value) {
    reserve(Short.BYTES);
    bytes[size++] = (byte) (value >> Byte.SIZE);
    bytes[size++] = (byte) value;
  }

  void writeInt(int value) {
    writeShort(value >> Short.SIZE);
    writeShort(value);
  }

  void writeLong(long value) {
    writeInt((int) (value >> Integer.SIZE));
    writeInt((int) value);
  }

  /** As {@link java.io.DataOutput#writeUTF} does, which keeps every string as it is. */
  void writeUTF(String text) throws IOException {
    int length = text.length();
    reserve(Short.BYTES + length);
    int at = size + Short.BYTES;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == 0 || c > 0x7f) {
        writeOther(text);
        return;
      }
      bytes[at + i] = (byte) c;
    }
    requireShort(length);
    writeShort(length);
    size += length;
  }

  private static void requireShort(int length) throws IOException {
    if (length > MAX_TEXT) {
      throw new UTFDataFormatException("a text of " + length + " bytes is too long");
    }
  }

  private void writeText(byte[] encoded, int length) throws IOException {
    requireShort(length);
    writeShort(length);
    reserve(length);
    System.arraycopy(encoded, 0, bytes, size, length);
    size += length;
  }

  /** With zeros, which take two bytes, and halves of pairs, which are characters of their own. */
  private void writeOther(String text) throws IOException {
    byte[] encoded = new byte[3 * text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 1 && c <= 0x7f) {
        encoded[length++] = (byte) c;
      } else if (c <= 0x7ff) {
        encoded[length++] = (byte) (0xc0 | c >> 6);
        encoded[length++] = (byte) (0x80 | (c & 0x3f));
      } else {
        encoded[length++] = (byte) (0xe0 | c >> 12);
        encoded[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
        encoded[length++] = (byte) (0x80 | (c & 0x3f));
      }
    }
    writeText(encoded, length);
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] piece : full) {
      out.write(piece);
    }
    out.write(bytes, 0, size);
  }

  /** Takes a new piece where the room does not last; a larger array would be a copy of all. */
  private void reserve(int more) {
    if (size > bytes.length - more) {
      full.add(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
      fullSize += size;
      bytes = new byte[Math.max(PIECE, more)];
      size = 0;
    }
  }
}
