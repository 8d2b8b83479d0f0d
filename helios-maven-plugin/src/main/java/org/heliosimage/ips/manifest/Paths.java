package org.heliosimage.ips.manifest;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths of actions: relative to the root of the image. */
public final class Paths {

  private Paths() {}

  /**
   * Drops empty and {@code .} components and resolves {@code ..}, which at the root stays there.
   *
   * @return components joined by single slashes, empty for the root
   */
  public static String normalize(String path) {
    return isNormal(path) ? path : String.join("/", walk(path, false));
  }

  /** How many components it has. */
  static int depth(String path) {
    int depth = 1;
    for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      depth++;
    }
    return depth;
  }

  /** Whether {@code ..} would climb above the root, or the path names the root itself. */
  static boolean isOutside(String path) {
    return !isNormal(path) && walk(path, true).isEmpty();
  }

  /** What a hard link at a path points to: relative to its directory, or absolute. */
  public static String linkTarget(String path, String target) {
    if (target.startsWith("/")) {
      return normalize(target);
    }
    int slash = path.lastIndexOf('/');
    return normalize(slash < 0 ? target : path.substring(0, slash + 1) + target);
  }

  private static boolean isNormal(String path) {
    return !path.isEmpty()
        && !path.startsWith("/")
        && !path.endsWith("/")
        && !path.contains("//")
        && !path.startsWith(".")
        && !path.contains("/.");
  }

  private static Deque<String> walk(String path, boolean emptyIfOutside) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null && emptyIfOutside) {
          return parts;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts;
  }
}
