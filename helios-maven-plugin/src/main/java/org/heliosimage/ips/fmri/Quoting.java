package org.heliosimage.ips.fmri;

import java.nio.charset.StandardCharsets;

/** Percent-quoting of stems, versions and licence names for file names and URLs. */
public final class Quoting {

  private static final String HEX = "0123456789ABCDEF";

  private Quoting() {}

  /** Keeps letters, digits and {@code _.-~}; everything else, also {@code /}, becomes %XX. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "_.-~".indexOf(c) >= 0) {
        quoted.append(c);
      } else {
        quoted.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return quoted.toString();
  }

  /** The inverse; a percent sign that starts no quoted byte stays as it is. */
  public static String unquote(String text) {
    byte[] quoted = text.getBytes(StandardCharsets.UTF_8);
    byte[] plain = new byte[quoted.length];
    int length = 0;
    for (int i = 0; i < quoted.length; i++) {
      int high = i + 2 < quoted.length ? Character.digit((char) quoted[i + 1], 16) : -1;
      int low = i + 2 < quoted.length ? Character.digit((char) quoted[i + 2], 16) : -1;
      if (quoted[i] == '%' && high >= 0 && low >= 0) {
        plain[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        plain[length++] = quoted[i];
      }
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }
}
