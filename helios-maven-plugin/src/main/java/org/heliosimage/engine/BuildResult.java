package org.heliosimage.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * What a goal made.
 *
 * @param artifacts the files it left, the main one first
 * @param unchanged whether all of them were there already and nothing was done
 * @param summary one line for the user
 */
public record BuildResult(List<Artifact> artifacts, boolean unchanged, String summary) {

  public BuildResult {
    artifacts = List.copyOf(artifacts);
  }

  /**
   * A file made.
   *
   * @param path where it is
   * @param size length in bytes
   * @param sha256 digest of its bytes
   */
  public record Artifact(Path path, long size, String sha256) {}
}
