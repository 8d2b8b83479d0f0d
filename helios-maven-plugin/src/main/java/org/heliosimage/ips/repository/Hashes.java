package org.heliosimage.ips.repository;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.tree.Fingerprint;

/** The hashes that an action states of its payload. */
public final class Hashes {

  /**
   * How a manifest states a hash.
   *
   * @param prefix what comes before the digits
   * @param algorithm its name in Java
   */
  private record Statement(String prefix, String algorithm) {}

  /** Of the unpacked bytes, the preferred first. */
  private static final List<Statement> CONTENT =
      List.of(
          new Statement("file:sha512t_256:", "SHA-512/256"),
          new Statement("file:sha256:", "SHA-256"));

  /** Of the compressed bytes, the preferred first. */
  private static final List<Statement> GZIP =
      List.of(
          new Statement("gzip:sha512t_256:", "SHA-512/256"),
          new Statement("gzip:sha256:", "SHA-256"));

  private static final String WEAK = "SHA-1";
  private static final int SHA1_DIGITS = 40;

  private Hashes() {}

  /** What the unpacked bytes must be: the name of the payload and the strongest hash stated. */
  static List<Fingerprint> ofContent(Action action, String name) {
    List<Fingerprint> expected = new ArrayList<>(2);
    expected.add(new Fingerprint(WEAK, name, 0));
    strongest(action, CONTENT, expected);
    return expected;
  }

  /**
   * What the compressed bytes are if the repository is the one that published: another may have
   * compressed them anew.
   */
  static List<Fingerprint> ofGzip(Action action) {
    List<Fingerprint> expected = new ArrayList<>(1);
    strongest(action, GZIP, expected);
    String chash = action.value("chash");
    if (expected.isEmpty() && chash != null) {
      expected.add(new Fingerprint(WEAK, chash, 0));
    }
    return expected;
  }

  private static void strongest(
      Action action, List<Statement> statements, List<Fingerprint> expected) {
    List<String> stated = action.values("pkg.content-hash");
    for (Statement statement : statements) {
      for (String hash : stated) {
        if (hash.startsWith(statement.prefix())) {
          expected.add(new Fingerprint(statement.algorithm(), hash, statement.prefix().length()));
          return;
        }
      }
    }
  }

  /** Whether a digest is of a kind that has been broken. */
  static boolean isWeak(Fingerprint print) {
    return print.algorithm().equals(WEAK);
  }

  /** Whether a text can be the name of a payload. */
  static boolean isSha1(String hash) {
    int digits = 0;
    // No loop that counts to a limit: the compiler of the JVM takes long to unroll one.
    while (digits < hash.length() && isDigit(hash.charAt(digits))) {
      digits++;
    }
    return digits == SHA1_DIGITS && hash.length() == SHA1_DIGITS;
  }

  private static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** A digest that every JDK has. */
  public static MessageDigest newDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
