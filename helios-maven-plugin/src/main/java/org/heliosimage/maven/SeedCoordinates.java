package org.heliosimage.maven;

import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Which seed is meant: {@code GROUP:ARTIFACT:VERSION[:CLASSIFIER[:EXTENSION]]}.
 *
 * @param classifier empty for the main artifact
 * @param extension {@code tar} or {@code tar.gz}
 */
record SeedCoordinates(
    String groupId, String artifactId, String version, String classifier, String extension) {

  static final String TAR = "tar";
  static final String COMPRESSED = "tar.gz";

  /** Nothing if there is no such parameter. */
  static Optional<SeedCoordinates> parse(@Nullable String text) throws MojoExecutionException {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    String[] parts = text.trim().split(":", -1);
    boolean sound = parts.length >= 3 && parts.length <= 5;
    for (int i = 0; i < parts.length; i++) {
      // Between two colons there may be no classifier.
      sound &= !parts[i].isEmpty() || (i == 3 && parts.length == 5);
      sound &= parts[i].chars().noneMatch(c -> c <= ' ' || "=,/\\${}".indexOf(c) >= 0);
    }
    String extension = parts.length == 5 ? parts[4] : TAR;
    if (!sound || !(extension.equals(TAR) || extension.equals(COMPRESSED))) {
      throw new MojoExecutionException(
          "\""
              + text
              + "\" names no seed (set by <seed> or -D"
              + PropertyNames.SEED
              + "): write GROUP:ARTIFACT:VERSION, GROUP:ARTIFACT:VERSION:CLASSIFIER or"
              + " GROUP:ARTIFACT:VERSION:CLASSIFIER:tar.gz.");
    }
    return Optional.of(
        new SeedCoordinates(
            parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : "", extension));
  }

  /** Whether the seed is one of a project. */
  boolean of(MavenProject project) {
    return project.getGroupId().equals(groupId)
        && project.getArtifactId().equals(artifactId)
        && project.getVersion().equals(version);
  }

  @Override
  public String toString() {
    return groupId
        + ":"
        + artifactId
        + ":"
        + version
        + (classifier.isEmpty() && extension.equals(TAR) ? "" : ":" + classifier)
        + (extension.equals(TAR) ? "" : ":" + extension);
  }
}
