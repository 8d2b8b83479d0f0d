package org.heliosimage.template;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The features a template is built with: each name has one or more values.
 *
 * <p>They come from directives as image-builder's {@code -F} takes them, applied in order:
 *
 * <ul>
 *   <li>{@code NAME} adds the value {@code 1}
 *   <li>{@code NAME=V} makes V the only value
 *   <li>{@code NAME+=V} adds V
 *   <li>{@code NAME-=V} or {@code NAME~=V} removes V, and the feature with its last value
 *   <li>{@code ^NAME} removes the feature
 * </ul>
 */
public final class Features {

  /** No features at all. */
  public static final Features NONE = new Features(new TreeMap<>());

  private static final Pattern VALUE = Pattern.compile("[ -~]+");

  private final SortedMap<String, SortedSet<String>> values;

  private Features(SortedMap<String, SortedSet<String>> values) {
    this.values = values;
  }

  /** Features from directives in order. */
  public static Features parse(List<String> directives) throws TemplateException {
    return NONE.apply(directives);
  }

  /** These features changed by more directives. */
  public Features apply(List<String> directives) throws TemplateException {
    SortedMap<String, SortedSet<String>> changed = new TreeMap<>();
    values.forEach((name, set) -> changed.put(name, new TreeSet<>(set)));
    for (String directive : directives) {
      apply(directive, changed);
    }
    changed.replaceAll((name, set) -> Collections.unmodifiableSortedSet(set));
    return new Features(changed);
  }

  private static void apply(String directive, Map<String, SortedSet<String>> features)
      throws TemplateException {
    boolean negated = directive.startsWith("^");
    String text = negated ? directive.substring(1) : directive;
    int end = nameEnd(text);
    if (end == 0) {
      throw bad(directive, "its name must start with a letter");
    }
    String name = text.substring(0, end);
    String rest = text.substring(end);
    if (rest.isEmpty()) {
      if (negated) {
        features.remove(name);
      } else {
        features.computeIfAbsent(name, key -> new TreeSet<>()).add("1");
      }
      return;
    }
    int operator = rest.startsWith("=") ? 1 : 2;
    if (operator == 2
        && !(rest.length() > 1 && "+-~".indexOf(rest.charAt(0)) >= 0 && rest.charAt(1) == '=')) {
      throw bad(
          directive,
          rest.startsWith("-")
              ? "a name cannot end in a hyphen or hold two in a row"
              : "after the name comes =, +=, -= or ~=, not \"" + rest + "\"");
    }
    if (negated) {
      throw bad(directive, "a feature that is removed takes no value");
    }
    String value = rest.substring(operator);
    if (!VALUE.matcher(value).matches()) {
      throw bad(directive, "its value must be one or more printable ASCII characters");
    }
    switch (rest.charAt(0)) {
      case '=' -> features.put(name, new TreeSet<>(List.of(value)));
      case '+' -> features.computeIfAbsent(name, key -> new TreeSet<>()).add(value);
      default ->
          features.computeIfPresent(
              name,
              (key, set) -> {
                set.remove(value);
                return set.isEmpty() ? null : set;
              });
    }
  }

  /** A hyphen may not end a name nor follow another one, so that {@code -=} is never ambiguous. */
  private static int nameEnd(String text) {
    int end = 0;
    while (end < text.length()) {
      boolean hyphen = end > 0 && text.charAt(end) == '-' && end + 1 < text.length();
      char c = text.charAt(hyphen ? end + 1 : end);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (end == 0 || !((c >= '0' && c <= '9') || c == '_'))) {
        break;
      }
      end += hyphen ? 2 : 1;
    }
    return end;
  }

  private static TemplateException bad(String directive, String problem) {
    return new TemplateException("feature directive \"" + directive + "\": " + problem);
  }

  /** Whether the feature has any value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The values of a feature in order; empty if it is not defined. */
  public SortedSet<String> values(String name) {
    return values.getOrDefault(name, Collections.emptySortedSet());
  }

  /** All features, in order of their names. */
  public SortedMap<String, SortedSet<String>> all() {
    return Collections.unmodifiableSortedMap(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Features that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
