package org.heliosimage.ips.fmri;

import org.heliosimage.ips.IpsException;
import org.jspecify.annotations.Nullable;

/**
 * Dotted numbers such as {@code 2.0.22957}. The text is the value: numbers have no leading zero, so
 * the longer one is the greater one, and none is too large.
 */
public record DotSequence(String text) implements Comparable<DotSequence> {

  /** Checks the text. */
  static DotSequence parse(String text, String what, String whole) throws IpsException {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '.') {
        if (i == start || (text.charAt(start) == '0' && i - start > 1)) {
          throw bad(text, what, whole);
        }
        start = i + 1;
      } else if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw bad(text, what, whole);
      }
    }
    return new DotSequence(text);
  }

  private static IpsException bad(String text, String what, String whole) {
    return new IpsException(
        "the " + what + " \"" + text + "\" of version \"" + whole + "\" is no dotted number");
  }

  /** Whether all elements of this are the first ones of the other; true if both are equal. */
  public boolean isPrefixOf(DotSequence other) {
    return other.text.startsWith(text)
        && (other.text.length() == text.length() || other.text.charAt(text.length()) == '.');
  }

  @Override
  public int compareTo(DotSequence other) {
    int at = 0;
    int otherAt = 0;
    while (at < text.length() && otherAt < other.text.length()) {
      int end = elementEnd(text, at);
      int otherEnd = elementEnd(other.text, otherAt);
      int order = Integer.compare(end - at, otherEnd - otherAt);
      for (int i = 0; order == 0 && i < end - at; i++) {
        order = Character.compare(text.charAt(at + i), other.text.charAt(otherAt + i));
      }
      if (order != 0) {
        return order;
      }
      at = end + 1;
      otherAt = otherEnd + 1;
    }
    return Boolean.compare(at < text.length(), otherAt < other.text.length());
  }

  // Written out: what the compiler makes of a record takes long when it is called first.

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof DotSequence other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  private static int elementEnd(String text, int from) {
    int dot = text.indexOf('.', from);
    return dot < 0 ? text.length() : dot;
  }

  @Override
  public String toString() {
    return text;
  }
}
