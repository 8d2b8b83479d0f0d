package org.heliosimage.codec;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
public final class Sha256 {

  private static final int LENGTH = 32;

  private Sha256() {}

  /** A fresh digest; every Java platform has this algorithm. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The digest of bytes in lower-case hex digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /**
   * The digest as ZFS keeps it: four words, each big-endian in the digest.
   *
   * @param digest one to use again and again, as making them is not free
   */
  public static void words(
      MessageDigest digest, byte[] bytes, int offset, int length, long[] words) {
    byte[] result = new byte[LENGTH];
    digest.reset();
    digest.update(bytes, offset, length);
    try {
      digest.digest(result, 0, LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < 4; i++) {
      words[i] = Bytes.u64be(result, 8 * i);
    }
  }

  /** The digest as four words. */
  public static long[] words(byte[] bytes, int offset, int length) {
    long[] words = new long[4];
    words(digest(), bytes, offset, length, words);
    return words;
  }
}
