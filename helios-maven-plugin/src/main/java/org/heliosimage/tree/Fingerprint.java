package org.heliosimage.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest that some bytes must have. It is kept as a part of the text that states it: an image has
 * tens of thousands, of which most are never asked for.
 */
public final class Fingerprint {

  private final String algorithm;
  private final String text;
  private final int from;

  /**
   * @param algorithm its name in Java, one that every JDK has
   * @param text has the digest from an index on to its end, in lower-case hexadecimal; one that is
   *     no such thing matches nothing
   */
  public Fingerprint(String algorithm, String text, int from) {
    this.algorithm = algorithm;
    this.text = text;
    this.from = from;
  }

  /** The name of the algorithm in Java. */
  public String algorithm() {
    return algorithm;
  }

  /** Lower-case hexadecimal. */
  public String hex() {
    return text.substring(from);
  }

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
    String hex = HexFormat.of().formatHex(fed.digest());
    return text.length() - from == hex.length() && text.startsWith(hex, from);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Fingerprint other
        && algorithm.equals(other.algorithm)
        && hex().equals(other.hex());
  }

  @Override
  public int hashCode() {
    return 31 * algorithm.hashCode() + hex().hashCode();
  }

  @Override
  public String toString() {
    return algorithm + " " + hex();
  }
}
