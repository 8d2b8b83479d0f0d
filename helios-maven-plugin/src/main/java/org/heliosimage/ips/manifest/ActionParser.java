package org.heliosimage.ips.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes one logical line apart. */
final class ActionParser {

  private static final int MAX_VALUES = 100_000;

  private final String origin;
  private final UnaryOperator<String> pool;

  private String text = "";
  private int line;
  private int at;
  private List<String> keys = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  /** The keys of the line before, which mostly has the same ones in the same order. */
  private List<String> lastKeys = new ArrayList<>();

  /**
   * @param origin what is read, for messages
   * @param pool may replace a text by an equal one: manifests repeat themselves
   */
  ActionParser(String origin, UnaryOperator<String> pool) {
    this.origin = origin;
    this.pool = pool;
  }

  Action parse(String logicalLine, int lineNumber) throws ManifestException {
    text = logicalLine;
    line = lineNumber;
    at = 0;
    List<String> last = keys;
    keys = lastKeys;
    lastKeys = last;
    keys.clear();
    values.clear();
    ActionType type = type();
    String payload = attributes(type);
    if (payload == null && keys.isEmpty()) {
      throw bad("there is nothing after the word \"" + type.word() + "\"");
    }
    Action action = new Action(type, payload, sortedPairs());
    return ActionRules.check(action, problem -> bad(problem));
  }

  private ActionType type() throws ManifestException {
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    String word = text.substring(0, at);
    ActionType type = ActionType.of(word);
    if (at == text.length()) {
      throw bad("there is nothing after the word \"" + word + "\"");
    }
    if (type == null) {
      throw bad("\"" + word + "\" is no type of action");
    }
    return type;
  }

  /** Reads to the end of the line; returns the payload. */
  private @Nullable String attributes(ActionType type) throws ManifestException {
    String payload = null;
    boolean positional = true;
    while (skipBlanks()) {
      int start = at;
      String word = word();
      if (at == text.length() || text.charAt(at) != '=') {
        if (!positional) {
          throw bad("\"" + word + "\" is no KEY=VALUE");
        }
        payload = checkedPayload(type, word, null);
      } else if (at == start) {
        throw bad("a \"=\" has no key");
      } else {
        at++;
        String value = value(word);
        if (word.equals("hash")) {
          payload = checkedPayload(type, value, payload);
        } else if (word.equals("data")) {
          throw bad("the key \"data\" is not allowed");
        } else {
          if (keys.size() == MAX_VALUES) {
            throw bad("there are more attributes than any action needs");
          }
          keys.add(word);
          values.add(pool.apply(value));
        }
      }
      positional = false;
    }
    return payload;
  }

  private String checkedPayload(ActionType type, String payload, @Nullable String other)
      throws ManifestException {
    if (!type.hasPayload()) {
      throw bad("\"" + payload + "\": a " + type.word() + " has no payload");
    }
    if (other != null && !other.equals(payload)) {
      throw bad("there are two payloads, " + other + " and " + payload);
    }
    return payload;
  }

  /** Runs to the next blank or equals sign. */
  private String word() throws ManifestException {
    int start = at;
    if (keys.size() < lastKeys.size()) {
      String same = lastKeys.get(keys.size());
      int end = start + same.length();
      if (end < text.length() && text.charAt(end) == '=' && text.startsWith(same, start)) {
        at = end;
        return same;
      }
    }
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '=' || isBlank(c)) {
        break;
      }
      if (c == '"' || c == '\'') {
        throw bad("there is a quote in the key \"" + text.substring(start, at) + "\"");
      }
    }
    return pool.apply(text.substring(start, at));
  }

  private String value(String key) throws ManifestException {
    if (at == text.length() || isBlank(text.charAt(at))) {
      throw bad("the value of " + key + " is missing");
    }
    if (!isQuote()) {
      int start = at;
      while (at < text.length() && !isBlank(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }
    StringBuilder joined = new StringBuilder();
    do {
      quoted(joined, key);
    } while (skipBlanks() && isQuote());
    return joined.toString();
  }

  private void quoted(StringBuilder joined, String key) throws ManifestException {
    char quote = text.charAt(at++);
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return;
      }
      if (c == '\\' && at + 1 < text.length()) {
        char next = text.charAt(++at);
        if (next != '\\' && next != quote) {
          joined.append(c);
        }
        c = next;
      }
      joined.append(c);
    }
    throw bad("the quote around the value of " + key + " is not closed");
  }

  private boolean isQuote() {
    return text.charAt(at) == '"' || text.charAt(at) == '\'';
  }

  private boolean skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  /** Sorts by key and keeps the order of equal keys. */
  private String[] sortedPairs() {
    int count = keys.size();
    String[] pairs = new String[2 * count];
    boolean sorted = true;
    for (int i = 0; i < count; i++) {
      pairs[2 * i] = keys.get(i);
      pairs[2 * i + 1] = values.get(i);
      sorted = sorted && (i == 0 || keys.get(i - 1).compareTo(keys.get(i)) <= 0);
    }
    return sorted ? pairs : sorted(pairs);
  }

  private static String[] sorted(String[] pairs) {
    Integer[] order = new Integer[pairs.length / 2];
    for (int i = 0; i < order.length; i++) {
      order[i] = 2 * i;
    }
    Arrays.sort(order, Comparator.comparing(at -> pairs[at]));
    String[] sorted = new String[pairs.length];
    for (int i = 0; i < order.length; i++) {
      sorted[2 * i] = pairs[order[i]];
      sorted[2 * i + 1] = pairs[order[i] + 1];
    }
    return sorted;
  }

  private ManifestException bad(String problem) {
    return new ManifestException(origin, line, problem);
  }
}
