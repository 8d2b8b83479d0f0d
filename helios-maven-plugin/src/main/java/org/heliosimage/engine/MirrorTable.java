package org.heliosimage.engine;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which package repository takes the place of another. The longest prefix of a URI wins; what
 * follows the prefix is appended to the mirror. {@code *} matches any URI and stands for the mirror
 * as it is.
 */
public final class MirrorTable {

  /** Start of the URI of the packages that come with this plugin. */
  public static final String SAMPLE = "sample:";

  private static final String ANY = "*";

  private final Map<String, String> mirrors;

  public MirrorTable(Map<String, String> mirrors) {
    this.mirrors = Collections.unmodifiableMap(new TreeMap<>(mirrors));
  }

  /** The repository to use for one that a template names. */
  public String locate(String uri) {
    String best = null;
    for (String prefix : mirrors.keySet()) {
      if (covers(prefix, uri) && (best == null || prefix.length() > best.length())) {
        best = prefix;
      }
    }
    if (best == null) {
      return uri;
    }
    String mirror = mirrors.getOrDefault(best, uri);
    String rest =
        best.equals(ANY) || best.length() > uri.length() ? "" : uri.substring(best.length());
    if (rest.isEmpty() || mirror.startsWith(SAMPLE)) {
      return mirror;
    }
    return mirror.endsWith("/") || rest.startsWith("/") ? mirror + rest : mirror + "/" + rest;
  }

  private static boolean covers(String prefix, String uri) {
    if (prefix.equals(ANY)) {
      return true;
    }
    if (prefix.equals(uri + "/")) {
      // Images keep the URIs of repositories with or without the slash at the end.
      return true;
    }
    return uri.startsWith(prefix)
        && (prefix.endsWith("/")
            || uri.length() == prefix.length()
            || uri.charAt(prefix.length()) == '/');
  }
}
