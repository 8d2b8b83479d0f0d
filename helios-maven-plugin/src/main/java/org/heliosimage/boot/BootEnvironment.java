package org.heliosimage.boot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names and properties of a boot environment as libbe gives them. Where the native tools draw a
 * random UUID, this one derives it from the identity of the image: equal images are to be equal.
 */
public final class BootEnvironment {

  /** The dataset above all boot environments, below the pool. */
  public static final String CONTAINER = "ROOT";

  private static final int NAME_DIGITS = 8;

  private BootEnvironment() {}

  /** The name of a boot environment for which a template gives none: 8 hex digits. */
  public static String defaultName(String identity) {
    return hash(identity + "\0boot environment name").substring(0, NAME_DIGITS);
  }

  /** Properties of {@code POOL/ROOT}. */
  public static SortedMap<String, String> containerProperties() {
    return sorted("canmount", "off", "mountpoint", "legacy");
  }

  /** Properties of {@code POOL/ROOT/NAME}. */
  public static SortedMap<String, String> properties(String identity) {
    return sorted(
        "canmount",
        "noauto",
        "mountpoint",
        "legacy",
        "org.opensolaris.libbe:policy",
        "static",
        "org.opensolaris.libbe:uuid",
        uuid(identity));
  }

  /** A UUID of the shape that random ones have (version 4), made of a hash. */
  static String uuid(String identity) {
    StringBuilder digits = new StringBuilder(hash(identity + "\0libbe uuid").substring(0, 32));
    digits.setCharAt(12, '4');
    digits.setCharAt(16, "89ab".charAt(Character.digit(digits.charAt(16), 16) & 3));
    for (int at : new int[] {20, 16, 12, 8}) {
      digits.insert(at, '-');
    }
    return digits.toString();
  }

  private static SortedMap<String, String> sorted(String... pairs) {
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableSortedMap(map);
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
