package org.heliosimage.engine.work;

import java.util.Locale;

/** Texts in the small JSON files that say what a goal made. */
public final class JsonText {

  private JsonText() {}

  /** A string as it stands in JSON, with its quotes. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
