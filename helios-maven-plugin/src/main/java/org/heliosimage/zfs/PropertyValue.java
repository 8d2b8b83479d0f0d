package org.heliosimage.zfs;

/** A property as it is stored. */
public sealed interface PropertyValue {

  /** A number, switch or choice. */
  record Amount(long value) implements PropertyValue {}

  /** Text. */
  record Text(String value) implements PropertyValue {}
}
