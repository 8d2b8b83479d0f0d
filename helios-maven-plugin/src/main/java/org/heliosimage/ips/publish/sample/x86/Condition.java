package org.heliosimage.ips.publish.sample.x86;

/** When to jump. */
public enum Condition {
  BELOW(2),
  ABOVE_OR_EQUAL(3),
  EQUAL(4),
  NOT_EQUAL(5),
  ABOVE(7);

  /** After an operation whose result is the condition: zero, and carry. */
  public static final Condition ZERO = EQUAL;

  public static final Condition NOT_ZERO = NOT_EQUAL;
  public static final Condition CARRY = BELOW;

  final int code;

  Condition(int code) {
    this.code = code;
  }
}
