package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folders of one project in the work area, under its lock; see the package for the layout.
 *
 * @param cache verified downloads
 * @param project the project's folder in the work area
 * @param outputs the output area
 */
public record WorkArea(Path cache, Path project, Path outputs) {

  private static final int PROJECT_DIGITS = 16;

  /**
   * The area of a project.
   *
   * @param work the folder of all work areas
   * @param dataset name of the work area below it, as a ZFS dataset is named
   */
  public static WorkArea of(Path work, String dataset, Path project, Path outputs)
      throws WorkException {
    for (String part : dataset.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.equals("cache")) {
        throw new WorkException(
            "the dataset \"" + dataset + "\" is not the name of a dataset like rpool/images/user",
            "dataset",
            null);
      }
    }
    Path root = work.toAbsolutePath().normalize();
    Path home = project.toAbsolutePath().normalize();
    return new WorkArea(
        root.resolve("cache"),
        root.resolve(dataset).resolve(Hex.sha256(home.toString()).substring(0, PROJECT_DIGITS)),
        outputs.toAbsolutePath().normalize());
  }

  /** Takes the lock and removes what a killed build left. */
  public WorkLock enter() throws IOException {
    WorkLock lock;
    try {
      lock = WorkLock.take(project.resolve("lock"));
    } catch (WorkException e) {
      throw e;
    } catch (IOException e) {
      throw new WorkException(
          "the work area " + project + " cannot be used: " + e, "workDirectory", e);
    }
    try {
      AtomicFiles.removeLeftovers(outputs);
      AtomicFiles.removeLeftovers(project);
      AtomicFiles.removeLeftovers(project.resolve("records"));
      AtomicFiles.removeLeftovers(project.resolve("snapshots"));
      removeScratch();
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** What is remembered of the digests of files. */
  public Digests digests() throws IOException {
    return Digests.load(project.resolve("digests"));
  }

  /** Where the record of a stage is. */
  public Path record(String stage) {
    return project.resolve("records").resolve(stage + ".stage");
  }

  /** Where the file tree after a stage is. */
  public Path snapshot(String stage) {
    return project.resolve("snapshots").resolve(stage + ".tree");
  }

  /** For passing files of the build that holds the lock. */
  public Path scratch() {
    return project.resolve("scratch");
  }

  /** Removes the scratch folder and what is in it. */
  public void removeScratch() throws IOException {
    AtomicFiles.removeTree(scratch());
  }

  /** Makes the scratch folder. */
  public Path makeScratch() throws IOException {
    return Files.createDirectories(scratch());
  }

  /** The folders whose files a kept tree may refer to. */
  public Map<String, Path> lasting() {
    return new TreeMap<>(Map.of("cache", cache, "output", outputs));
  }
}
