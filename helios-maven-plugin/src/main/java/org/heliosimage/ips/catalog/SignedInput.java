package org.heliosimage.ips.catalog;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Computes the signature of a catalog file while somebody else reads it. The last bytes are held
 * back from the digest, since the signature that the file ends in is not part of what was signed.
 */
final class SignedInput extends FilterInputStream {

  private static final byte[] END = {'}', '\n'};
  private static final String MARK = "\"_SIGNATURE\":";

  /** Longer than the signature that ends a file: {@code ,"_SIGNATURE":{"sha-1":40 digits}}}. */
  private static final int TAIL = 128;

  private final MessageDigest digest;
  private final String name;
  private final long limit;
  private byte[] held = new byte[0];
  private long count;

  SignedInput(InputStream in, String name, long limit) {
    super(in);
    this.name = name;
    this.limit = limit;
    try {
      this.digest = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count += read;
      if (count > limit) {
        throw new CatalogException(name + " is larger than " + limit + " bytes");
      }
      byte[] joined = Arrays.copyOf(held, held.length + read);
      System.arraycopy(buffer, offset, joined, held.length, read);
      int done = Math.max(0, joined.length - TAIL);
      digest.update(joined, 0, done);
      held = Arrays.copyOfRange(joined, done, joined.length);
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * Reads to the end.
   *
   * @return the SHA-1 of the file without the signature that it ends in
   */
  String finish() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    String tail = new String(held, StandardCharsets.ISO_8859_1);
    int mark = tail.lastIndexOf(MARK);
    if (mark < 1) {
      digest.update(held);
    } else {
      // A comma goes too; the brace of an otherwise empty object stays.
      digest.update(held, 0, tail.charAt(mark - 1) == ',' ? mark - 1 : mark);
      digest.update(END);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
