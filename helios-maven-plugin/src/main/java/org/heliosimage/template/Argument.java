package org.heliosimage.template;

/**
 * A key of a step or of a build kind. The declarations of these drive parsing, error messages and
 * the reference page.
 *
 * @param name the key
 * @param type what it takes
 * @param required whether it must be there
 * @param expanded whether macros are expanded in it
 * @param doc what it means
 */
record Argument(String name, Takes type, boolean required, boolean expanded, String doc) {

  /** What a key takes. */
  enum Takes {
    TEXT("a string", "text"),
    FLAG("true or false", "boolean"),
    NUMBER("a whole number", "number"),
    TEXTS("an array of strings", "list"),
    /** A list whose elements may hold {@code @} macros. */
    REPEATED("an array of strings", "list, `${@f}` allowed"),
    IMAGE_PATH("a string", "path in the image, absolute"),
    OUTPUT_PATH("a string", "path in the output area, relative"),
    TEMPLATE_FILE("a string", "template file, relative path"),
    EXTERNAL_FILE("a string", "external file, relative path"),
    OWNER("a string", "user name"),
    GROUP("a string", "group name"),
    MODE("a string", "octal mode"),
    /** The one object of the language, {@code hybrid}. */
    HYBRID("an object", "object");

    private final String shape;
    private final String label;

    Takes(String shape, String label) {
      this.shape = shape;
      this.label = label;
    }

    /** The JSON value, for "must be ...". */
    String shape() {
      return shape;
    }

    /** The meaning, for the reference page. */
    String label() {
      return label;
    }

    boolean fits(Json value) {
      return switch (this) {
        case FLAG -> value instanceof Json.JsonBoolean;
        case NUMBER -> value instanceof Json.JsonInteger;
        case TEXTS, REPEATED -> value instanceof Json.JsonArray;
        case HYBRID -> value instanceof Json.JsonObject;
        default -> value instanceof Json.JsonString;
      };
    }
  }

  static Argument required(String name, Takes type, String doc) {
    return new Argument(name, type, true, false, doc);
  }

  static Argument optional(String name, Takes type, String doc) {
    return new Argument(name, type, false, false, doc);
  }

  /** The same key with macros expanded. */
  Argument withMacros() {
    return new Argument(name, type, required, true, doc);
  }
}
