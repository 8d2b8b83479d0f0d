package org.heliosimage.engine.work;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
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
    writeByte(value >> 8);
    writeByte(value);
  }

  void writeInt(int value) {
    writeShort(value >> 16);
    writeShort(value);
  }

  void writeLong(long value) {
    writeInt((int) (value >> 32));
    writeInt((int) value);
  }

  /** As {@link java.io.DataOutput#writeUTF} does, which keeps every string as it is. */
  void writeUTF(String text) throws IOException {
    int start = size;
    writeShort(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 1 && c <= 0x7f) {
        writeByte(c);
      } else if (c <= 0x7ff) {
        writeByte(0xc0 | c >> 6);
        writeByte(0x80 | (c & 0x3f));
      } else {
        writeByte(0xe0 | c >> 12);
        writeByte(0x80 | (c >> 6 & 0x3f));
        writeByte(0x80 | (c & 0x3f));
      }
    }
    int length = size - start - Short.BYTES;
    if (length > MAX_TEXT) {
      throw new UTFDataFormatException("a text of " + length + " bytes is too long");
    }
    bytes[start] = (byte) (length >> 8);
    bytes[start + 1] = (byte) length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void reserve(int more) {
    if (size > bytes.length - more) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }
}
