package org.heliosimage.ips.depot;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request as a test server sees it: the path as it was sent, and headers by lower-case name. */
public record Ask(String path, Map<String, String> headers) {

  static Ask of(String path, Map<String, String> headers) {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return new Ask(path, lower);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
