package org.heliosimage.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest that some bytes must have.
 *
 * @param algorithm its name in Java, one that every JDK has
 * @param hex lower-case hexadecimal
 */
public record Fingerprint(String algorithm, String hex) {

  /** A digest to be fed with the bytes. */
  public MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a digest that was fed with the bytes is this one; it starts anew then. */
  public boolean matches(MessageDigest fed) {
    return HexFormat.of().formatHex(fed.digest()).equals(hex);
  }
}
