package org.heliosimage.tree;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The content of a gzip file. The last bytes are not given before all are known to be right, and
 * neither one too many nor one too few.
 */
final class GzipStream extends InputStream {

  private static final int BUFFER = 1 << 15;

  private final GzipFile file;
  private final FileInputStream raw;
  private final InputStream packed;
  private final InputStream unpacked;

  /** Of the packed bytes if there is a fingerprint of them, else of the content. */
  private final MessageDigest digest;

  private long left;
  private boolean checked;

  GzipStream(GzipFile file, FileInputStream raw) throws IOException {
    this.file = file;
    this.raw = raw;
    this.left = file.size();
    this.digest = file.packed().orElse(file.unpacked()).newDigest();
    InputStream buffered = new BufferedInputStream(raw, BUFFER);
    this.packed = file.packed().isPresent() ? new DigestInputStream(buffered, digest) : buffered;
    this.unpacked = unpack(packed);
  }

  private GZIPInputStream unpack(InputStream in) throws IOException {
    try {
      return new GZIPInputStream(in, BUFFER);
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
  }

  private DamagedContentException damaged(IOException e) {
    String problem = e instanceof EOFException ? "it is cut short" : e.getMessage();
    DamagedContentException damaged =
        new DamagedContentException(file.file(), problem == null ? "it is no gzip file" : problem);
    damaged.initCause(e);
    return damaged;
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
    try {
      if (left == 0) {
        check();
        return -1;
      }
      int count = unpacked.read(buffer, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new DamagedContentException(file.file(), "it ends " + left + " bytes early");
      }
      left -= count;
      if (file.packed().isEmpty()) {
        digest.update(buffer, offset, count);
      }
      if (left == 0) {
        check();
      }
      return count;
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
  }

  private void check() throws IOException {
    if (checked) {
      return;
    }
    if (unpacked.read() >= 0) {
      throw new DamagedContentException(
          file.file(), "it unpacks to more than " + file.size() + " bytes");
    }
    packed.transferTo(OutputStream.nullOutputStream());
    boolean right = file.packed().orElse(file.unpacked()).matches(digest);
    if (!right && !(file.packed().isPresent() && isSameContent())) {
      throw new DamagedContentException(file.file(), "its content is another");
    }
    checked = true;
  }

  /** Whether the content of this very file is right although somebody has compressed it anew. */
  private boolean isSameContent() throws IOException {
    raw.getChannel().position(0);
    MessageDigest content = file.unpacked().newDigest();
    try (InputStream again =
        new DigestInputStream(unpack(new BufferedInputStream(raw, BUFFER)), content)) {
      again.transferTo(OutputStream.nullOutputStream());
    }
    return file.unpacked().matches(content);
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(left, unpacked.available());
  }

  @Override
  public void close() throws IOException {
    unpacked.close();
  }
}
