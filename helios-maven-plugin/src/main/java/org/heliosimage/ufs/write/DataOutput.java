package org.heliosimage.ufs.write;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.heliosimage.codec.Bytes;

/** Writes what follows each other in one go, and no zeros: the image is full of them already. */
final class DataOutput {

  private static final int BUFFER = 1 << 17;

  private final FileChannel image;
  private final byte[] buffer = new byte[BUFFER];
  private long start;
  private int filled;

  DataOutput(FileChannel image) {
    this.image = image;
  }

  /** Takes bytes of a file into a run of fragments, the rest of which is zero. */
  void copy(InputStream in, int length, int address, int fragments) throws IOException {
    long position = (long) address * Layout.FRAGMENT;
    int room = fragments * Layout.FRAGMENT;
    if (position != start + filled || filled + room > BUFFER) {
      flush();
      start = position;
    }
    int read = in.readNBytes(buffer, filled, length);
    if (read < length) {
      throw new EOFException("a file is shorter than its size says");
    }
    Arrays.fill(buffer, filled + length, filled + room, (byte) 0);
    filled += room;
  }

  void flush() throws IOException {
    write(start, buffer, filled);
    filled = 0;
  }

  /** Writes bytes at once. */
  void write(int address, byte[] bytes) throws IOException {
    write((long) address * Layout.FRAGMENT, bytes, bytes.length);
  }

  private void write(long position, byte[] bytes, int length) throws IOException {
    if (Bytes.isZero(bytes, 0, length)) {
      return;
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    while (rest.hasRemaining()) {
      image.write(rest, position + rest.position());
    }
  }
}
