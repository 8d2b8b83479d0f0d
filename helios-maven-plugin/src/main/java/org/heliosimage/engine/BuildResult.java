package org.heliosimage.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
   * Files with one of a name in front of the others, if there is such a one.
   *
   * @param stem the name without what says that it is a tar
   */
  public static List<Artifact> withFirst(List<Artifact> artifacts, String stem) {
    List<Artifact> sorted = new ArrayList<>(artifacts);
    sorted.sort(Comparator.comparing(each -> !each.isTar(stem)));
    return sorted;
  }

  /**
   * A file made.
   *
   * @param path where it is
   * @param size length in bytes
   * @param sha256 digest of its bytes
   */
  public record Artifact(Path path, long size, String sha256) {

    private boolean isTar(String stem) {
      String name = String.valueOf(path.getFileName());
      return name.startsWith(stem)
          && List.of(".tar", ".tar.gz", ".tgz").contains(name.substring(stem.length()));
    }
  }
}
