package org.heliosimage.ips.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a manifest: a type, perhaps a payload, and attributes, some of them with several
 * values. Immutable. Two actions are equal if their canonical texts are.
 *
 * <p>The attributes are held as one array of key, value, key, value, sorted by key and, within a
 * key, in the order given: an image has tens of thousands of actions.
 */
public final class Action {

  private final ActionType type;
  private final @Nullable String hash;
  private final String[] pairs;

  Action(ActionType type, @Nullable String hash, String[] sortedPairs) {
    this.type = type;
    this.hash = hash;
    this.pairs = sortedPairs;
  }

  /** An action without attributes, to be built up by {@link #with}. */
  public static Action of(ActionType type) {
    return new Action(type, null, new String[0]);
  }

  /** Parses one line, for instance of a catalog. */
  public static Action parse(String line) throws ManifestException {
    return new ActionParser("\"" + abbreviate(line) + "\"", value -> value).parse(line, 0);
  }

  private static String abbreviate(String line) {
    return line.length() <= 80 ? line : line.substring(0, 77) + "...";
  }

  public ActionType type() {
    return type;
  }

  /** The payload's name, the SHA-1 of its bytes, if there is a payload. */
  public @Nullable String hash() {
    return hash;
  }

  /** The first value of an attribute, null if it is absent. */
  public @Nullable String value(String key) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(key)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** The first value of an attribute, or a default. */
  public String value(String key, String absent) {
    String value = value(key);
    return value == null ? absent : value;
  }

  /** The one value of an attribute that must be there once. */
  public String require(String key) throws IpsException {
    List<String> values = values(key);
    if (values.size() != 1) {
      throw new IpsException(
          "the action \""
              + abbreviate(toString())
              + "\" needs "
              + (values.isEmpty() ? "" : "just ")
              + "one value of "
              + key);
    }
    return values.get(0);
  }

  /** All values of an attribute in order; empty if it is absent. */
  public List<String> values(String key) {
    List<String> values = List.of();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(key)) {
        if (values.isEmpty()) {
          values = new ArrayList<>(2);
        }
        values.add(pairs[i + 1]);
      }
    }
    return values;
  }

  public boolean has(String key) {
    return value(key) != null;
  }

  /** Whether an attribute says {@code true}, in any case. */
  public boolean flag(String key) {
    return "true".equalsIgnoreCase(value(key));
  }

  /** An attribute that is a number of bytes, -1 if it is absent. */
  public long size(String key) throws IpsException {
    String value = value(key);
    if (value == null) {
      return -1;
    }
    try {
      long size = Long.parseLong(value);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IpsException("the action \"" + abbreviate(toString()) + "\" has a bad " + key);
  }

  /** How much there is to keep: values of attributes, and folders on the way to a path. */
  long weight() {
    int folders = type.hasPath() ? Paths.depth(keyValue()) : 0;
    return folders + (long) pairs.length / 2;
  }

  /** Whether there is an attribute whose key starts with a text. */
  public boolean hasPrefix(String prefix) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** All attributes in canonical order. */
  public SortedMap<String, List<String>> attributes() {
    return attributesWithPrefix("");
  }

  /** The attributes whose keys start with a text, such as {@code variant.}, by their full keys. */
  public SortedMap<String, List<String>> attributesWithPrefix(String prefix) {
    SortedMap<String, List<String>> found = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].startsWith(prefix)) {
        found.computeIfAbsent(pairs[i], key -> new ArrayList<>(1)).add(pairs[i + 1]);
      }
    }
    return found;
  }

  /** What identifies the action among those of its type, such as its path; empty if nothing. */
  public String keyValue() {
    return value(type.key(), "");
  }

  /**
   * The path relative to the root of the image, without {@code .}, {@code ..} and empty components.
   * The parser has refused paths that leave the root.
   */
  public String path() {
    return Paths.normalize(keyValue());
  }

  /** The same action with an attribute set to these values instead of those it had. */
  public Action with(String key, String... values) {
    String[] joined = Arrays.copyOf(pairs, pairs.length + 2 * values.length);
    int length = 0;
    int at = 0;
    for (; at < pairs.length && pairs[at].compareTo(key) < 0; at += 2) {
      joined[length++] = pairs[at];
      joined[length++] = pairs[at + 1];
    }
    for (String value : values) {
      joined[length++] = key;
      joined[length++] = value;
    }
    for (; at < pairs.length; at += 2) {
      if (!pairs[at].equals(key)) {
        joined[length++] = pairs[at];
        joined[length++] = pairs[at + 1];
      }
    }
    return new Action(type, hash, Arrays.copyOf(joined, length));
  }

  /** The same action with the values of each attribute in the order of their texts. */
  public Action withSortedValues(Comparator<String> order) {
    String[] sorted = pairs.clone();
    for (int start = 0; start < sorted.length; ) {
      int end = start + 2;
      while (end < sorted.length && sorted[end].equals(sorted[start])) {
        end += 2;
      }
      String[] values = new String[(end - start) / 2];
      for (int i = 0; i < values.length; i++) {
        values[i] = sorted[start + 2 * i + 1];
      }
      Arrays.sort(values, order);
      for (int i = 0; i < values.length; i++) {
        sorted[start + 2 * i + 1] = values[i];
      }
      start = end;
    }
    return new Action(type, hash, sorted);
  }

  /** The same action with another payload. */
  public Action withHash(@Nullable String newHash) {
    return new Action(type, newHash, pairs);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return this == o
        || (o instanceof Action other
            && type == other.type
            && Objects.equals(hash, other.hash)
            && Arrays.equals(pairs, other.pairs));
  }

  @Override
  public int hashCode() {
    return (type.hashCode() * 31 + Objects.hashCode(hash)) * 31 + Arrays.hashCode(pairs);
  }

  /** The canonical text: attributes sorted by key, quoted only where needed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(160).append(type.word());
    if (hash != null) {
      if (hash.isEmpty() || hash.chars().anyMatch(c -> " \t\n='\"".indexOf(c) >= 0)) {
        // Where it could not be told from an attribute it becomes one.
        return withHash(null).with("hash", hash).toString();
      }
      text.append(' ').append(hash);
    }
    for (int i = 0; i < pairs.length; i += 2) {
      text.append(' ').append(pairs[i]).append('=');
      appendQuoted(text, pairs[i + 1]);
    }
    return text.toString();
  }

  // Backslashes are not doubled, so a value that ends in one and needs quotes cannot be written;
  // neither can pkg(1) do that.
  private static void appendQuoted(StringBuilder text, String value) {
    boolean doubleQuote = value.indexOf('"') >= 0;
    boolean singleQuote = value.indexOf('\'') >= 0;
    if (doubleQuote && singleQuote) {
      text.append('"').append(value.replace("\"", "\\\"")).append('"');
    } else if (doubleQuote) {
      text.append('\'').append(value).append('\'');
    } else if (singleQuote || value.isEmpty() || value.indexOf(' ') >= 0 || value.contains("$(")) {
      text.append('"').append(value).append('"');
    } else {
      text.append(value);
    }
  }
}
