package org.heliosimage.template;

import java.util.List;

/** A JSON value that remembers its line. */
sealed interface Json {

  int line();

  /** What the value is, for "must be a string, is {@code what()}". */
  String what();

  /** An object; {@code members} keeps the order and every duplicate. */
  record JsonObject(int line, List<Member> members) implements Json {
    @Override
    public String what() {
      return "an object";
    }
  }

  /** A key of an object and its value. */
  record Member(String name, int line, Json value) {}

  /** An array. */
  record JsonArray(int line, List<Json> elements) implements Json {
    @Override
    public String what() {
      return "an array";
    }
  }

  /** A string. */
  record JsonString(int line, String value) implements Json {
    @Override
    public String what() {
      return "a string";
    }
  }

  /** A number without a fraction that fits a {@code long}. */
  record JsonInteger(int line, long value) implements Json {
    @Override
    public String what() {
      return "a number";
    }
  }

  /** Any other number; no key of the language takes one. */
  record JsonNumber(int line, String text) implements Json {
    @Override
    public String what() {
      return "the number " + text;
    }
  }

  /** {@code true} or {@code false}. */
  record JsonBoolean(int line, boolean value) implements Json {
    @Override
    public String what() {
      return "a boolean";
    }
  }

  /** {@code null}, which the language takes for an absent key. */
  record JsonNull(int line) implements Json {
    @Override
    public String what() {
      return "null";
    }
  }
}
