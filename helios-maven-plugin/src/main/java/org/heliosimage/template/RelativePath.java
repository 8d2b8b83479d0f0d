package org.heliosimage.template;

import java.util.ArrayList;
import java.util.List;

/** Paths below a folder: separated by slashes, none of their components leads upwards. */
final class RelativePath {

  private static final int MAX_LENGTH = 1024;

  private RelativePath() {}

  /**
   * The path without empty and {@code .} components.
   *
   * @throws Invalid if the path is refused
   */
  static String normalize(String path) throws Invalid {
    if (path.startsWith("/")) {
      throw new Invalid("must be a relative path");
    }
    String normal = components(path);
    if (normal.isEmpty()) {
      throw new Invalid("names no file");
    }
    return normal;
  }

  /** The same for a path inside of the image, which starts with a slash; {@code /} is the root. */
  static String normalizeAbsolute(String path) throws Invalid {
    if (!path.startsWith("/")) {
      throw new Invalid("must be an absolute path");
    }
    return "/" + components(path);
  }

  private static String components(String path) throws Invalid {
    if (path.length() > MAX_LENGTH) {
      throw new Invalid("is longer than " + MAX_LENGTH + " characters");
    }
    List<String> components = new ArrayList<>();
    for (String component : path.split("/", -1)) {
      if (component.equals("..")) {
        throw new Invalid("must not lead upwards with \"..\"");
      }
      if (component.indexOf('\0') >= 0) {
        throw new Invalid("holds a null character");
      }
      if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
    }
    return String.join("/", components);
  }
}
