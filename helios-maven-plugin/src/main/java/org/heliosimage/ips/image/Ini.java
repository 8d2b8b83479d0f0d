package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sections of {@code key = value} lines, with lists in the notation of Python. */
final class Ini {

  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  static Ini parse(String text) {
    Ini ini = new Ini();
    Map<String, String> section = ini.section("");
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        section = ini.section(line.substring(1, line.length() - 1));
      } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        section.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    ini.sections.remove("");
    return ini;
  }

  /** The section of a name, made if it is missing. */
  Map<String, String> section(String name) {
    return sections.computeIfAbsent(name, key -> new LinkedHashMap<>());
  }

  void removeSection(String name) {
    sections.remove(name);
  }

  List<String> sections() {
    return List.copyOf(sections.keySet());
  }

  /** The text; empty sections are left out. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (name, keys) -> {
          if (!keys.isEmpty()) {
            text.append('[').append(name).append("]\n");
            keys.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
            text.append('\n');
          }
        });
    return text.toString();
  }

  /** {@code ['a', 'b']}. */
  static String list(List<String> values) {
    return "[" + String.join(", ", values.stream().map(Ini::quoted).toList()) + "]";
  }

  static String quoted(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** The quoted strings of a list. */
  static List<String> parseList(String text) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0) {
        quote = c == '\'' || c == '"' ? c : 0;
      } else if (c == quote) {
        values.add(value.toString());
        value.setLength(0);
        quote = 0;
      } else {
        if (c == '\\' && i + 1 < text.length()) {
          c = text.charAt(++i);
        }
        value.append(c);
      }
    }
    return values;
  }

  /** {@code True} or {@code False}. */
  static String bool(boolean value) {
    return value ? "True" : "False";
  }
}
