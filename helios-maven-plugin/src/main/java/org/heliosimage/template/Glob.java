package org.heliosimage.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A glob for base names: {@code *} any characters, {@code ?} one, {@code [a-z]} one of a set,
 * {@code [!a-z]} one that is not of it.
 */
public final class Glob {

  private static final int MAX_LENGTH = 256;

  /** Stands for any number of characters. */
  private record Star() implements IntPredicate {
    @Override
    public boolean test(int c) {
      return true;
    }
  }

  private final List<IntPredicate> parts;

  private Glob(List<IntPredicate> parts) {
    this.parts = parts;
  }

  /** The glob of a pattern that was checked when its template was loaded. */
  public static Glob of(String pattern) {
    try {
      return parse(pattern);
    } catch (Invalid e) {
      throw new IllegalArgumentException("pattern \"" + pattern + "\" " + e.problem(), e);
    }
  }

  static Glob parse(String pattern) throws Invalid {
    if (pattern.isEmpty() || pattern.length() > MAX_LENGTH || pattern.indexOf('/') >= 0) {
      throw new Invalid(
          "has a pattern that no base name can match: it must have 1 to "
              + MAX_LENGTH
              + " characters and no slash");
    }
    if (pattern.contains("**")) {
      throw new Invalid("has a pattern with \"**\", which means nothing in a base name");
    }
    int[] chars = pattern.codePoints().toArray();
    List<IntPredicate> parts = new ArrayList<>();
    for (int at = 0; at < chars.length; at++) {
      int c = chars[at];
      if (c == '[') {
        int end = setEnd(chars, at);
        parts.add(set(chars, at + 1, end));
        at = end;
      } else if (c == '*') {
        parts.add(new Star());
      } else if (c == '?') {
        parts.add(any -> true);
      } else {
        parts.add(other -> other == c);
      }
    }
    return new Glob(List.copyOf(parts));
  }

  /** A bracket right after the opening one, or after the exclamation mark, is a member. */
  private static int setEnd(int[] chars, int start) throws Invalid {
    boolean negated = start + 1 < chars.length && chars[start + 1] == '!';
    for (int i = start + (negated ? 3 : 2); i < chars.length; i++) {
      if (chars[i] == ']') {
        return i;
      }
    }
    throw new Invalid("has a pattern with a \"[\" that is never closed");
  }

  private static IntPredicate set(int[] chars, int from, int end) {
    boolean negated = chars[from] == '!';
    IntPredicate members = c -> false;
    for (int i = negated ? from + 1 : from; i < end; i++) {
      int low = chars[i];
      boolean range = i + 2 < end && chars[i + 1] == '-';
      int high = range ? chars[i + 2] : low;
      members = members.or(c -> low <= c && c <= high);
      i += range ? 2 : 0;
    }
    return negated ? members.negate() : members;
  }

  /** Whether a base name matches as a whole. */
  public boolean matches(String name) {
    int[] chars = name.codePoints().toArray();
    int part = 0;
    int at = 0;
    // Only the last star seen ever needs to take one character more: its choice frees the earlier.
    int star = -1;
    int starAt = 0;
    while (at < chars.length) {
      if (part < parts.size() && parts.get(part) instanceof Star) {
        star = part++;
        starAt = at;
      } else if (part < parts.size() && parts.get(part).test(chars[at])) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (part < parts.size() && parts.get(part) instanceof Star) {
      part++;
    }
    return part == parts.size();
  }
}
