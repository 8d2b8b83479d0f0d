package org.heliosimage.tree;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Insists on the promised number of bytes: fails at a premature end and at a byte too many. */
final class SizedInputStream extends FilterInputStream {

  private final String name;
  private final boolean exact;
  private long left;

  SizedInputStream(InputStream in, long size, String name) {
    this(in, size, name, true);
  }

  private SizedInputStream(InputStream in, long size, String name, boolean exact) {
    super(in);
    this.left = size;
    this.name = name;
    this.exact = exact;
  }

  /** The first {@code size} bytes of a stream that may go on. */
  static SizedInputStream prefix(InputStream in, long size, String name) {
    return new SizedInputStream(in, size, name, false);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      if (exact && in.read() >= 0) {
        throw new IOException(name + " is longer than expected");
      }
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException(name + " ends " + left + " bytes early");
    }
    left -= count;
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(Math.min(count, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(left, in.available());
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
