package org.heliosimage.engine.work;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects what {@link java.io.DataInputStream} reads. The streams of the JDK would do as well, but
 * their many layers are a second's work for the compiler of the JVM.
 */
final class IndexBytes {

  private static final int FIRST = 1 << 16;
  private static final int MAX_TEXT = 0xffff;

  private byte[] bytes = new byte[FIRST];
  private int size;

  int size() {
    return size;
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
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    if (text.indexOf(0) < 0 && new String(ascii, StandardCharsets.US_ASCII).equals(text)) {
      writeText(ascii, ascii.length);
    } else {
      writeOther(text);
    }
  }

  private void writeText(byte[] encoded, int length) throws IOException {
    if (length > MAX_TEXT) {
      throw new UTFDataFormatException("a text of " + length + " bytes is too long");
    }
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
    out.write(bytes, 0, size);
  }

  private void reserve(int more) {
    if (size > bytes.length - more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
