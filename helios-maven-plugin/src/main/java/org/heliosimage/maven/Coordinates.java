package org.heliosimage.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which artifact is meant: {@code GROUP:ARTIFACT}, perhaps with type and classifier. The version is
 * that of the dependency.
 *
 * @param type empty to take any
 * @param classifier empty to take any, best one without
 */
record Coordinates(String groupId, String artifactId, String type, String classifier) {

  /** What an artifact is called by Maven. */
  record Known(
      String groupId, String artifactId, String type, String extension, String classifier) {
    @Override
    public String toString() {
      return groupId
          + ":"
          + artifactId
          + ":"
          + type
          + (classifier.isEmpty() ? "" : ":")
          + classifier;
    }
  }

  static Optional<Coordinates> parse(@Nullable String text) {
    String[] parts = text == null ? new String[0] : text.trim().split(":", -1);
    if (parts.length < 2 || parts.length > 4) {
      return Optional.empty();
    }
    for (String part : parts) {
      if (part.isEmpty() || part.chars().anyMatch(c -> c <= ' ' || "=,/\\".indexOf(c) >= 0)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Coordinates(
            parts[0],
            parts[1],
            parts.length > 2 ? parts[2] : "",
            parts.length > 3 ? parts[3] : ""));
  }

  /** Whether an artifact may be meant. */
  boolean covers(Known known) {
    return known.groupId().equals(groupId)
        && known.artifactId().equals(artifactId)
        && (type.isEmpty() || known.type().equals(type) || known.extension().equals(type))
        && (classifier.isEmpty() || known.classifier().equals(classifier));
  }

  /** Those of several artifacts that are meant; one without classifier needs none to be named. */
  List<Known> among(List<Known> all) {
    List<Known> meant = new ArrayList<>(all.stream().filter(this::covers).distinct().toList());
    if (meant.size() > 1 && classifier.isEmpty()) {
      List<Known> plain = meant.stream().filter(known -> known.classifier().isEmpty()).toList();
      return plain.isEmpty() ? meant : plain;
    }
    return meant;
  }

  @Override
  public String toString() {
    return groupId
        + ":"
        + artifactId
        + (type.isEmpty() ? "" : ":" + type)
        + (classifier.isEmpty() ? "" : ":" + classifier);
  }
}
