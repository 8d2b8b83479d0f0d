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
    int start = 0;
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end > start) {
        parts.add(path.substring(start, end));
      }
      start = end + 1;
    }
    return parts;
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
