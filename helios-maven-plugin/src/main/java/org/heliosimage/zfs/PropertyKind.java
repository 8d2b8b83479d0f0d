package org.heliosimage.zfs;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What values a property takes and how they are stored. */
sealed interface PropertyKind {

  /** The stored form, or null if the value is not one of this property. */
  @Nullable PropertyValue parse(String value);

  /** What would be accepted, for the message. */
  String expected();

  /** A closed set of words. */
  record Choice(Map<String, Long> values) implements PropertyKind {
    public Choice {
      values = new TreeMap<>(values);
    }

    @Override
    public @Nullable PropertyValue parse(String value) {
      Long number = values.get(value);
      return number == null ? null : new PropertyValue.Amount(number);
    }

    @Override
    public String expected() {
      return "one of " + String.join(", ", values.keySet());
    }
  }

  /** A number of bytes with an optional unit; {@code none}, where allowed, is 0. */
  record Size(long min, long max, boolean powerOfTwo, boolean none) implements PropertyKind {

    private static final Pattern FORM =
        Pattern.compile("([0-9]{1,18})([BKMGTPE]?)B?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "BKMGTPE";

    @Override
    public @Nullable PropertyValue parse(String value) {
      if (none && value.equals("none")) {
        return new PropertyValue.Amount(0);
      }
      Matcher matcher = FORM.matcher(value);
      if (!matcher.matches()) {
        return null;
      }
      long number = Long.parseLong(matcher.group(1));
      String unit = matcher.group(2).toUpperCase(Locale.ROOT);
      int shift = unit.isEmpty() ? 0 : 10 * UNITS.indexOf(unit);
      if (number > Long.MAX_VALUE >> shift) {
        return null;
      }
      number <<= shift;
      boolean fits = number >= min && number <= max && (!powerOfTwo || Long.bitCount(number) == 1);
      return fits ? new PropertyValue.Amount(number) : null;
    }

    @Override
    public String expected() {
      return (powerOfTwo ? "a power of two" : "a size")
          + (max == Long.MAX_VALUE ? "" : " from " + min + " to " + max)
          + (none ? " or none" : "");
    }
  }

  /** Text of a certain form. */
  record Words(Predicate<String> form, String expected) implements PropertyKind {
    @Override
    public @Nullable PropertyValue parse(String value) {
      return form.test(value) ? new PropertyValue.Text(value) : null;
    }
  }
}
