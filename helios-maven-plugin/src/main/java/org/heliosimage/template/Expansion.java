package org.heliosimage.template;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A string with macros of the template language.
 *
 * <p>{@code ${f}} is the single value of f, <code>${f?text}</code> is text if f is defined, <code>
 * ${f!text}</code> is text if it is not; {@code $$} is a dollar sign. In lists {@code ${@f}} gives
 * one result per value, {@code ${@@f}} the same but at least one. Macros do not nest.
 */
final class Expansion {

  /** Longest result; features are short, so only a hostile template comes near. */
  private static final int MAX_LENGTH = 1 << 20;

  private static final Pattern MACRO =
      Pattern.compile("(@{0,2})([A-Za-z0-9_-]+)(?:([?!])(.*))?", Pattern.DOTALL);

  private final List<Part> parts;

  private Expansion(List<Part> parts) {
    this.parts = parts;
  }

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Single(String feature) implements Part {}

  private record Conditional(String feature, boolean ifDefined, String text) implements Part {}

  private record Each(String feature, boolean required) implements Part {}

  static Expansion parse(String text) throws Invalid {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$') {
        literal.append(c);
        at++;
      } else if (text.startsWith("$$", at)) {
        literal.append('$');
        at += 2;
      } else if (text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        if (end < 0) {
          throw new Invalid("has a \"${\" that is never closed");
        }
        if (!literal.isEmpty()) {
          parts.add(new Literal(literal.toString()));
          literal.setLength(0);
        }
        parts.add(macro(text.substring(at + 2, end)));
        at = end + 1;
      } else {
        throw new Invalid("has a \"$\" that is not followed by \"{\" or a second \"$\"");
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
    }
    return new Expansion(List.copyOf(parts));
  }

  private static Part macro(String body) throws Invalid {
    Matcher matcher = MACRO.matcher(body);
    if (body.indexOf('$') >= 0) {
      throw new Invalid("nests \"$\" inside of \"${" + body + "}\"");
    }
    if (!matcher.matches()) {
      throw new Invalid("holds \"${" + body + "}\", which is no macro");
    }
    boolean each = !matcher.group(1).isEmpty();
    String feature = matcher.group(2);
    if (matcher.group(3) == null) {
      return each ? new Each(feature, matcher.group(1).length() == 2) : new Single(feature);
    }
    if (each) {
      throw new Invalid("combines @ with ? or ! in \"${" + body + "}\"");
    }
    return new Conditional(feature, matcher.group(3).equals("?"), matcher.group(4));
  }

  /** Names of the features that can change the result. */
  SortedSet<String> features() {
    SortedSet<String> names = new TreeSet<>();
    for (Part part : parts) {
      if (part instanceof Single single) {
        names.add(single.feature());
      } else if (part instanceof Conditional conditional) {
        names.add(conditional.feature());
      } else if (part instanceof Each each) {
        names.add(each.feature());
      }
    }
    return names;
  }

  /** The one result, where a list has no place. */
  String single(Features features) throws Invalid {
    for (Part part : parts) {
      if (part instanceof Each each) {
        throw new Invalid("uses \"${@" + each.feature() + "}\", which is allowed in lists only");
      }
    }
    return evaluate(features, "");
  }

  /** The results of a list element: one per value of its {@code @} macro. */
  List<String> each(Features features) throws Invalid {
    Each repeated = null;
    for (Part part : parts) {
      if (part instanceof Each each) {
        if (repeated != null) {
          throw new Invalid("holds more than one @ macro");
        }
        repeated = each;
      }
    }
    if (repeated == null) {
      return List.of(evaluate(features, ""));
    }
    SortedSet<String> values = features.values(repeated.feature());
    if (values.isEmpty() && repeated.required()) {
      throw undefined(repeated.feature());
    }
    List<String> results = new ArrayList<>();
    for (String value : values) {
      results.add(evaluate(features, value));
    }
    return results;
  }

  private String evaluate(Features features, String repeatedValue) throws Invalid {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        out.append(literal.text());
      } else if (part instanceof Single single) {
        out.append(value(features, single.feature()));
      } else if (part instanceof Each) {
        out.append(repeatedValue);
      } else if (part instanceof Conditional conditional
          && features.has(conditional.feature()) == conditional.ifDefined()) {
        out.append(conditional.text());
      }
      if (out.length() > MAX_LENGTH) {
        throw new Invalid("expands to more than " + MAX_LENGTH + " characters");
      }
    }
    return out.toString();
  }

  private static String value(Features features, String name) throws Invalid {
    SortedSet<String> values = features.values(name);
    if (values.isEmpty()) {
      throw undefined(name);
    }
    if (values.size() > 1) {
      throw new Invalid(
          "needs one value of feature "
              + name
              + ", which has "
              + values.size()
              + ": "
              + String.join(", ", values));
    }
    return values.first();
  }

  private static Invalid undefined(String feature) {
    return new Invalid("needs feature " + feature + ", which is not defined");
  }
}
