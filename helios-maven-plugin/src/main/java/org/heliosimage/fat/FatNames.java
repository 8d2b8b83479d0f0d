package org.heliosimage.fat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Chooses the 8.3 names of one directory. */
final class FatNames {

  private static final int BASE = 8;
  private static final int EXTENSION = 3;
  private static final int MAX_UNITS = 255;
  private static final String SHORT_EXTRA = "!#$%&'()-@^_`{}~";
  private static final String FORBIDDEN = "\"*/:<>?\\|";

  private final Set<String> used = new HashSet<>();
  private final Set<String> folded = new HashSet<>();

  /**
   * Checks a name, and takes it if it is an 8.3 name. All names of a directory come here before the
   * first of them asks for an alias, so that no alias takes the place of a real name.
   */
  void add(String path, String name) throws FatException {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c == 0x7F || FORBIDDEN.indexOf(c) >= 0) {
        throw new FatException(path + " has a character in its name that FAT does not allow");
      }
    }
    if (name.length() > MAX_UNITS || name.endsWith(".") || name.endsWith(" ")) {
      throw new FatException(path + " has a name that FAT does not allow");
    }
    if (!folded.add(name.toUpperCase(Locale.ROOT))) {
      throw new FatException(path + " differs from another name only in case, which FAT ignores");
    }
    if (isShort(name)) {
      used.add(padded(name));
    }
  }

  /**
   * The 11 characters of an 8.3 name: the name itself if it is one or differs from one in case
   * only, else a new alias.
   */
  String shortName(String name) {
    if (isShort(name)) {
      return padded(name);
    }
    String upper = name.toUpperCase(Locale.ROOT);
    if (isShort(upper) && used.add(padded(upper))) {
      return padded(upper);
    }
    int dot = upper.lastIndexOf('.');
    String base = clean(dot > 0 ? upper.substring(0, dot) : upper);
    String extension = cut(clean(dot > 0 ? upper.substring(dot + 1) : ""), EXTENSION);
    for (int number = 1; ; number++) {
      String tail = "~" + number;
      String candidate = pad(cut(base, BASE - tail.length()) + tail, BASE) + pad(extension, 3);
      if (used.add(candidate)) {
        return candidate;
      }
    }
  }

  /** Whether a name needs no long form. */
  static boolean isShort(String name) {
    int dot = name.indexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot + 1);
    return !base.isEmpty()
        && base.length() <= BASE
        && extension.length() <= EXTENSION
        && (dot < 0 || !extension.isEmpty())
        && (base + extension).chars().allMatch(FatNames::isShortCharacter);
  }

  private static boolean isShortCharacter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || SHORT_EXTRA.indexOf(c) >= 0;
  }

  private static String clean(String part) {
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c != '.' && c != ' ') {
        clean.append(isShortCharacter(c) ? c : '_');
      }
    }
    return clean.toString();
  }

  private static String padded(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? pad(name, BASE + EXTENSION)
        : pad(name.substring(0, dot), BASE) + pad(name.substring(dot + 1), EXTENSION);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static String pad(String text, int length) {
    return text + " ".repeat(length - text.length());
  }

  /** Ties long entries to the 8.3 name that they stand before. */
  static int checksum(String shortName) {
    int sum = 0;
    for (byte b : shortName.getBytes(StandardCharsets.ISO_8859_1)) {
      sum = (((sum & 1) << 7) + (sum >>> 1) + (b & 0xFF)) & 0xFF;
    }
    return sum;
  }
}
