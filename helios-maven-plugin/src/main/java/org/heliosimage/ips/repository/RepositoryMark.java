package org.heliosimage.ips.repository;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The file that makes a folder a repository, in the form of INI files. */
final class RepositoryMark {

  static final String NAME = "pkg5.repository";
  static final int MAX_BYTES = 1 << 20;
  private static final String VERSION = "4";

  private final Map<String, String> values = new HashMap<>();

  RepositoryMark(byte[] bytes) {
    String section = "";
    for (String raw : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      String line = raw.strip();
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1);
      } else if (equals > 0) {
        values.put(
            section + " " + line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
  }

  /** The value of a key. */
  Optional<String> value(String section, String key) {
    return Optional.ofNullable(values.get(section + " " + key));
  }

  /** Fails unless we can read what is marked. */
  void requireVersion(String uri) throws RepositoryException {
    String version = value("repository", "version").orElse("");
    if (!version.equals(VERSION)) {
      throw new RepositoryException(
          "the package repository "
              + uri
              + " is of version \""
              + version
              + "\"; only version "
              + VERSION
              + " is supported");
    }
  }
}
