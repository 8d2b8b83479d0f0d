package org.heliosimage.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Path syntax inside an image: components joined by {@code /}; a leading slash and repeated slashes
 * do not matter, so {@code etc/passwd} and {@code /etc//passwd} are the same.
 */
final class TreePath {

  /** Longest name of one entry in bytes of UTF-8, as ZFS, UFS and tar readers have it. */
  private static final int MAX_NAME = 255;

  private TreePath() {}

  /** The components of a path that names an entry literally: {@code .} and {@code ..} refused. */
  static List<String> split(String path) throws TreeException {
    List<String> parts = components(path);
    for (String part : parts) {
      check(path, part);
    }
    return parts;
  }

  /** The components of a path or link target, {@code .} and {@code ..} included. */
  static List<String> components(String path) {
    List<String> parts = new ArrayList<>();
    for (int at = start(path, 0); at < path.length(); at = start(path, at)) {
      int end = end(path, at);
      parts.add(path.substring(at, end));
      at = end;
    }
    return parts;
  }

  /** Where the next component starts, at or after an index; the length if there is none. */
  static int start(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) == '/') {
      at++;
    }
    return at;
  }

  /** Where a component ends that starts at an index. */
  static int end(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? path.length() : slash;
  }

  /** One component, which is checked as in {@link #split}. */
  static String name(String path, int start, int end) throws TreeException {
    String name = path.substring(start, end);
    check(path, name);
    return name;
  }

  /** Checks the components from an index on. */
  static void check(String path, int from) throws TreeException {
    for (String part : components(path.substring(from))) {
      check(path, part);
    }
  }

  private static void check(String path, String name) throws TreeException {
    if (name.equals(".") || name.equals("..")) {
      throw new TreeException(path, "must not contain \"" + name + "\"");
    }
    if (name.indexOf('\0') >= 0) {
      throw new TreeException(path.replace("\0", "\\0"), "contains a NUL character");
    }
    if (name.length() * 3 > MAX_NAME && name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      throw new TreeException(path, "has a name of more than " + MAX_NAME + " bytes");
    }
  }
}
