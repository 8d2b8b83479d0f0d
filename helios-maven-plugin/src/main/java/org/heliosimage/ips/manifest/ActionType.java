package org.heliosimage.ips.manifest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of action, in the order in which they are installed. */
public enum ActionType {
  SET("name"),
  DEPEND("fmri"),
  GROUP("groupname"),
  USER("username"),
  DIR("path"),
  FILE("path"),
  HARDLINK("path"),
  LINK("path"),
  DRIVER("name"),
  UNKNOWN(""),
  LICENSE("license"),
  LEGACY("pkg"),
  SIGNATURE("value");

  private static final Map<String, ActionType> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(ActionType::word, type -> type));

  private final String word;
  private final String key;

  ActionType(String key) {
    this.word = name().toLowerCase(Locale.ROOT);
    this.key = key;
  }

  /** The type of that name in a manifest, null if there is none. */
  static @Nullable ActionType of(String word) {
    return BY_WORD.get(word);
  }

  /** As written in a manifest. */
  public String word() {
    return word;
  }

  /** The attribute that identifies an action among those of its type; empty if none does. */
  public String key() {
    return key;
  }

  /** Whether actions of this type may carry a payload. */
  public boolean hasPayload() {
    return this == FILE || this == LICENSE || this == SIGNATURE;
  }

  /** Whether actions of this type make an object in the one name space of paths. */
  public boolean hasPath() {
    return key.equals("path");
  }
}
