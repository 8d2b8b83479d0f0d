package org.heliosimage.tree;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Insists on the promised number of bytes: fails at a premature end and at a byte too many. May
 * also insist on a digest: then the last bytes are not given before all are known to be right.
 */
final class SizedInputStream extends FilterInputStream {

  private static final int SKIP = 1 << 13;

  private final String name;
  private final boolean exact;
  private final @Nullable MessageDigest digest;
  private final String expected;
  private long left;

  SizedInputStream(InputStream in, long size, String name) {
    this(in, size, name, true, null, "");
  }

  private SizedInputStream(
      InputStream in,
      long size,
      String name,
      boolean exact,
      @Nullable MessageDigest digest,
      String expected) {
    super(in);
    this.left = size;
    this.name = name;
    this.exact = exact;
    this.digest = digest;
    this.expected = expected;
  }

  /** The first {@code size} bytes of a stream that may go on. */
  static SizedInputStream prefix(InputStream in, long size, String name) {
    return new SizedInputStream(in, size, name, false, null, "");
  }

  /** Bytes that have a digest, given in hexadecimal. */
  static SizedInputStream checked(
      InputStream in, long size, String name, MessageDigest digest, String expected) {
    return new SizedInputStream(in, size, name, true, digest, expected);
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
    if (digest != null) {
      digest.update(buffer, offset, count);
      if (left == 0 && !HexFormat.of().formatHex(digest.digest()).equals(expected)) {
        throw new IOException(name + " is damaged: its content is another");
      }
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    if (digest != null) {
      // What is skipped has to be digested too.
      return Math.max(0, read(new byte[(int) Math.min(count, SKIP)]));
    }
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
