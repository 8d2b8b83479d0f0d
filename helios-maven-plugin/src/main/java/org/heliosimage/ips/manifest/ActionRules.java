package org.heliosimage.ips.manifest;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/** What must hold for an action beyond the grammar, and the short forms that are written out. */
final class ActionRules {

  /** What illumos takes, PATH_MAX. */
  private static final int MAX_PATH = 1023;

  /** Real paths have twenty components. */
  private static final int MAX_DEPTH = 100;

  private ActionRules() {}

  /** Checks an action; returns it, or the long form of a short one. */
  static Action check(Action raw, Function<String, ManifestException> bad)
      throws ManifestException {
    Action action = raw.type() == ActionType.SET ? longSet(raw) : raw;
    String key = action.type().key();
    List<String> identity = action.values(key);
    if (!key.isEmpty() && identity.isEmpty()) {
      throw bad.apply("a " + action.type().word() + " needs the attribute " + key);
    }
    // A signature's value is emptied when the signed text is made.
    if (identity.size() > 1 && action.type() != ActionType.DEPEND) {
      throw bad.apply("the attribute " + key + " may have one value only");
    }
    return switch (action.type()) {
      case SET -> needs(action, "value", bad);
      case DEPEND -> needs(action, "type", bad);
      case USER -> needs(action, "group", bad);
      case DIR, FILE -> rooted(action, bad);
      case LINK, HARDLINK -> needs(rooted(action, bad), "target", bad);
      case DRIVER -> fullClonePermissions(action, bad);
      case GROUP, UNKNOWN, LICENSE, LEGACY, SIGNATURE -> action;
    };
  }

  private static Action longSet(Action set) {
    SortedMap<String, List<String>> attributes = set.attributes();
    if (attributes.size() != 1) {
      return set;
    }
    String name = attributes.firstKey();
    String[] values = set.values(name).toArray(String[]::new);
    return Action.of(ActionType.SET).with("name", name).with("value", values);
  }

  private static Action needs(Action action, String key, Function<String, ManifestException> bad)
      throws ManifestException {
    if (!action.has(key)) {
      throw bad.apply("a " + action.type().word() + " needs the attribute " + key);
    }
    return action;
  }

  private static Action rooted(Action action, Function<String, ManifestException> bad)
      throws ManifestException {
    String path = action.keyValue();
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    String relative = path.substring(start);
    if (relative.isEmpty()) {
      throw bad.apply("the path is empty");
    }
    if (relative.indexOf('\0') >= 0) {
      throw bad.apply("the path contains a zero byte");
    }
    if (relative.length() > MAX_PATH || Paths.depth(relative) > MAX_DEPTH) {
      throw bad.apply("the path \"" + path.substring(0, 40) + "...\" is longer than a path can be");
    }
    if (Paths.isOutside(relative)) {
      throw bad.apply("the path \"" + path + "\" leaves the image");
    }
    return start == 0 ? action : action.with("path", relative);
  }

  /** Three fields lack the minor node's name, which then is that of the driver. */
  private static Action fullClonePermissions(Action driver, Function<String, ManifestException> bad)
      throws ManifestException {
    if (driver.keyValue().chars().anyMatch(c -> c <= ' ')) {
      throw bad.apply("a driver's name has no blanks");
    }
    List<String> given = driver.values("clone_perms");
    String[] full = new String[given.size()];
    for (int i = 0; i < full.length; i++) {
      int fields = given.get(i).strip().split("\\s+", -1).length;
      if (fields < 3 || fields > 4) {
        throw bad.apply("clone_perms \"" + given.get(i) + "\" needs three or four fields");
      }
      full[i] = fields == 3 ? driver.keyValue() + " " + given.get(i) : given.get(i);
    }
    return full.length == 0 ? driver : driver.with("clone_perms", full);
  }
}
