package org.heliosimage.maven;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An artifact that templates can place. In a pom it has the elements {@code coordinates} and {@code
 * name}; in a property it is written {@code COORDINATES=NAME}.
 */
public class NamedArtifact {

  /**
   * Which one: {@code GROUP:ARTIFACT}, perhaps followed by {@code :TYPE} and {@code :CLASSIFIER}.
   */
  private @Nullable String coordinates;

  /** What templates call it: a relative path such as {@code service.jar}. */
  private @Nullable String name;

  /** From one item of a property. */
  public void set(String item) {
    int equals = item.indexOf('=');
    coordinates = equals < 0 ? item : item.substring(0, equals).trim();
    name = equals < 0 ? null : item.substring(equals + 1).trim();
  }

  /** Coordinates by names. */
  static Map<String, Coordinates> map(@Nullable List<NamedArtifact> artifacts)
      throws MojoExecutionException {
    Map<String, Coordinates> map = new TreeMap<>();
    if (artifacts != null) {
      for (NamedArtifact artifact : artifacts) {
        artifact.addTo(map);
      }
    }
    return map;
  }

  private void addTo(Map<String, Coordinates> map) throws MojoExecutionException {
    Coordinates parsed =
        Coordinates.parse(coordinates)
            .orElseThrow(
                () ->
                    new MojoExecutionException(
                        spelled()
                            + " needs coordinates like com.example:service or"
                            + " com.example:service:jar:CLASSIFIER, not \""
                            + (coordinates == null ? "" : coordinates)
                            + "\"."));
    String wanted = name;
    if (wanted == null || !isName(wanted)) {
      throw new MojoExecutionException(
          spelled()
              + " needs a name for "
              + parsed
              + " that templates can use, such as "
              + parsed.artifactId()
              + ".jar, not \""
              + (wanted == null ? "" : wanted)
              + "\".");
    }
    if (map.putIfAbsent(wanted, parsed) != null) {
      throw new MojoExecutionException(
          spelled()
              + " has the name \""
              + wanted
              + "\" twice, for "
              + map.get(wanted)
              + " and for "
              + parsed
              + ": give one of them another name.");
    }
  }

  private static String spelled() {
    return "<artifacts> (or -D" + PropertyNames.ARTIFACTS + ")";
  }

  /** Whether it is a relative path in its shortest form. */
  private static boolean isName(String text) {
    for (String part : text.split("/", -1)) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.chars().anyMatch(c -> c < ' ' || c == '\\')) {
        return false;
      }
    }
    return true;
  }
}
