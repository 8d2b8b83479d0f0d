package org.heliosimage.ips;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Shell patterns as {@code fnmatch} has them without flags: {@code *} crosses slashes and dots. */
public final class Glob {

  private Glob() {}

  /** Whether a text has wild cards. */
  public static boolean isGlob(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** The same as a regular expression for whole texts. */
  public static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i++);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[' -> {
          int end = glob.indexOf(']', glob.startsWith("!", i) ? i + 2 : i + 1);
          if (end < 0) {
            regex.append("\\[");
          } else {
            String set = glob.substring(i, end).replace("\\", "\\\\").replace("[", "\\[");
            regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set);
            regex.append(']');
            i = end + 1;
          }
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      // A range that runs backwards, such as [z-a]: nothing is meant but the text itself.
      return Pattern.compile(glob, Pattern.LITERAL);
    }
  }
}
