package org.heliosimage.ips.repository;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipException;

/** Writes what is read from it to an output as well, up to a limit. */
final class CopyingInput extends FilterInputStream {

  private final OutputStream out;
  private long left;

  CopyingInput(InputStream in, OutputStream out, long limit) {
    super(in);
    this.out = out;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      left -= count;
      if (left < 0) {
        throw new ZipException(Payload.TOO_LARGE);
      }
      out.write(buffer, offset, count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return read(new byte[(int) Math.min(count, 4096)]);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
