package org.heliosimage.engine.work;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Texts in the small JSON files that say what a goal made. */
public final class JsonText {

  private JsonText() {}

  /** A document of maps, lists, strings, numbers and booleans, in the order of the maps. */
  public static String of(Object document) {
    StringBuilder json = new StringBuilder();
    add(document, "\n", json);
    return json.append('\n').toString();
  }

  private static void add(Object value, String indent, StringBuilder json) {
    String inner = indent + "  ";
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      String separator = "{";
      for (Map.Entry<?, ?> each : map.entrySet()) {
        json.append(separator).append(inner).append(quoted(String.valueOf(each.getKey())));
        add(each.getValue(), inner, json.append(": "));
        separator = ",";
      }
      json.append(indent).append('}');
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      String separator = "[";
      for (Object each : list) {
        json.append(separator).append(inner);
        add(each, inner, json);
        separator = ",";
      }
      json.append(indent).append(']');
    } else if (value instanceof Map) {
      json.append("{}");
    } else {
      json.append(value instanceof String text ? quoted(text) : value.toString());
    }
  }

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
