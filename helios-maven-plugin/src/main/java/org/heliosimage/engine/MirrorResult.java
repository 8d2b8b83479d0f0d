package org.heliosimage.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A repository with the packages of one project.
 *
 * @param path the archive or folder
 * @param publishers whose packages are in it, sorted
 * @param packages how many package versions
 * @param payloads how many files, each counted once
 * @param bytes of the payloads, compressed
 */
public record MirrorResult(
    Path path, List<String> publishers, int packages, int payloads, long bytes) {

  public MirrorResult {
    publishers = List.copyOf(publishers);
  }
}
