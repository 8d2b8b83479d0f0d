package org.heliosimage.maven;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A package repository to use in place of one that a template names. In a pom it has the elements
 * {@code from} and {@code to}; in a property it is written {@code FROM=TO}.
 */
public class PackageMirror {

  /** Start of the URI in the template, or {@code *} for any. */
  private @Nullable String from;

  /** URI to use in its place. */
  private @Nullable String to;

  /** From one item of a property. */
  public void set(String item) {
    int equals = item.indexOf('=');
    from = equals < 0 ? item : item.substring(0, equals).trim();
    to = equals < 0 ? null : item.substring(equals + 1).trim();
  }

  static Map<String, String> map(@Nullable Collection<PackageMirror> mirrors)
      throws MojoExecutionException {
    Map<String, String> map = new TreeMap<>();
    if (mirrors != null) {
      for (PackageMirror mirror : mirrors) {
        String from = mirror.from;
        String to = mirror.to;
        if (from == null || to == null || from.isEmpty() || to.isEmpty()) {
          throw new MojoExecutionException(
              "<packageMirrors> (or -D"
                  + PropertyNames.PACKAGE_MIRRORS
                  + ") needs FROM=TO with a URI or * on the left and a URI on the right, not \""
                  + (from == null ? "" : from)
                  + "="
                  + (to == null ? "" : to)
                  + "\".");
        }
        map.put(from, to);
      }
    }
    return map;
  }
}
