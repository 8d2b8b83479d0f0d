package org.heliosimage.ips.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.Manifest;

/**
 * The text that a package's manifest is made of: lines of actions in which {@code $(NAME)} stands
 * for a value. A macro may stand for any text, so one that is {@code #} drops the lines that it
 * starts.
 *
 * @param origin names the text in messages
 * @param text the lines
 */
public record ManifestTemplate(String origin, String text) {

  /** Macros in macros go this deep. */
  private static final int MAX_DEPTH = 16;

  private static final int MAX_LINE = 1 << 20;

  /** Puts the values in and parses the result. */
  List<Action> actions(Map<String, String> macros) throws IpsException {
    StringBuilder expanded = new StringBuilder();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String stripped = line.strip();
      if (stripped.startsWith("<")) {
        throw bad(
            number,
            "\"%s\" is a directive, and only actions and macros are understood"
                .formatted(stripped.length() > 40 ? stripped.substring(0, 40) + "..." : stripped));
      }
      expanded.append(expand(line, number, macros)).append('\n');
    }
    return Manifest.parse(expanded.toString().getBytes(StandardCharsets.UTF_8), origin).actions();
  }

  private String expand(String line, int number, Map<String, String> macros) throws IpsException {
    String result = line;
    for (int depth = 0; result.contains("$(") && !result.stripLeading().startsWith("#"); depth++) {
      if (depth == MAX_DEPTH || result.length() > MAX_LINE) {
        throw bad(number, "the macros of the line contain themselves");
      }
      result = expandOnce(result, number, macros);
    }
    return result;
  }

  private String expandOnce(String line, int number, Map<String, String> macros)
      throws IpsException {
    StringBuilder result = new StringBuilder();
    int at = 0;
    for (int open = line.indexOf("$("); open >= 0; open = line.indexOf("$(", at)) {
      int close = line.indexOf(')', open);
      if (close < 0) {
        throw bad(number, "a macro is not closed by \")\"");
      }
      String name = line.substring(open + 2, close);
      String value = macros.get(name);
      if (value == null) {
        throw bad(number, "the macro $(%s) has no value".formatted(name));
      }
      result.append(line, at, open).append(value);
      at = close + 1;
      if (result.toString().strip().startsWith("#")) {
        return result.toString();
      }
    }
    return result.append(line, at, line.length()).toString();
  }

  private IpsException bad(int number, String problem) {
    return new IpsException(origin + ", line " + number + ": " + problem);
  }
}
