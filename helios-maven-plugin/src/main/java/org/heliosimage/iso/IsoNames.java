package org.heliosimage.iso;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives the entries of one directory plain names, which systems without Rock Ridge see. */
final class IsoNames {

  private static final int MAX = 31;

  private final Set<String> taken = new HashSet<>();

  /** Notes a name that an entry has. */
  void take(byte[] name) {
    taken.add(new String(name, StandardCharsets.US_ASCII));
  }

  /** A name of printable ASCII that no earlier entry has. */
  byte[] plain(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      // A semicolon would begin a version, and a space is what short names are filled with.
      boolean allowed = b > ' ' && b < 0x7F && b != ';' && b != '/';
      text.append(allowed ? (char) b : '_');
    }
    text.setLength(Math.min(text.length(), MAX));
    String unique = text.toString();
    for (int i = 1; !taken.add(unique); i++) {
      String tail = "~" + Integer.toString(i, 36).toUpperCase(Locale.ROOT);
      unique = text.substring(0, Math.min(text.length(), MAX - tail.length())) + tail;
    }
    return unique.getBytes(StandardCharsets.US_ASCII);
  }
}
