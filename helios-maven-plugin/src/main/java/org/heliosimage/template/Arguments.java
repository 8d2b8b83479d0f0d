package org.heliosimage.template;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.template.Step.Ownership;
import org.jspecify.annotations.Nullable;

/**
 * The values of the keys that were given, checked and converted: {@link String}, {@link Boolean},
 * {@link Long}, {@link Integer} (ids and modes), lists of strings, {@link TemplateFile}, nested
 * arguments.
 */
final class Arguments {

  private final SortedMap<String, Object> values;

  Arguments(SortedMap<String, Object> values) {
    this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  SortedMap<String, Object> values() {
    return values;
  }

  /** The values as a template has them: names of users and groups, modes in octal. */
  SortedMap<String, Object> written() {
    SortedMap<String, Object> written = new TreeMap<>(values);
    written.replaceAll(
        (key, value) ->
            value instanceof Integer number
                ? switch (key) {
                  case "owner" -> nameOf(number, ArgumentReader.OWNERS);
                  case "group" -> nameOf(number, ArgumentReader.GROUPS);
                  default -> String.format(Locale.ROOT, "%04o", number);
                }
                : value);
    return Collections.unmodifiableSortedMap(written);
  }

  private static String nameOf(int id, Map<String, Integer> names) {
    return names.entrySet().stream()
        .filter(each -> each.getValue() == id)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** A required string. */
  String text(String name) {
    return String.class.cast(given(name));
  }

  String text(String name, String fallback) {
    return values.get(name) instanceof String text ? text : fallback;
  }

  @Nullable String optionalText(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  boolean flag(String name, boolean fallback) {
    return values.get(name) instanceof Boolean flag ? flag : fallback;
  }

  /** A required number. */
  long number(String name) {
    return Long.class.cast(given(name));
  }

  long number(String name, long fallback) {
    return values.get(name) instanceof Long number ? number : fallback;
  }

  /** A list; an absent one is empty. */
  List<String> texts(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(String.class::cast).toList()
        : List.of();
  }

  /** A required file of a template root or an external folder. */
  TemplateFile file(String name) {
    return TemplateFile.class.cast(given(name));
  }

  /** A required user id, group id or mode. */
  int id(String name) {
    return Integer.class.cast(given(name));
  }

  /** The keys of a required object. */
  Arguments nested(String name) {
    return Arguments.class.cast(given(name));
  }

  Ownership ownership() {
    return new Ownership(id("owner"), id("group"), id("mode"));
  }

  /** A number from low to high. */
  long numberIn(String name, long fallback, long low, long high) throws Invalid {
    long number = number(name, fallback);
    if (number < low || number > high) {
      throw new Invalid(name + " must be from " + low + " to " + high + ", is " + number);
    }
    return number;
  }

  private Object given(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not declared as required");
    }
    return value;
  }
}
