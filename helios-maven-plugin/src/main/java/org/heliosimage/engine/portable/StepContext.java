package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.tree.FileTree;

/**
 * All that a step sees of the build it is part of.
 *
 * @param tree the file tree of the image, changed in place by the steps
 * @param pool the pool to be made, if this is a pool build
 * @param sources the output area, where steps take files from and leave some
 * @param aside trees of tars that {@code unpack_tar} with {@code into_tmp} laid aside
 * @param repositories which package repository to use for the one a template names
 * @param lock which packages may be installed, and where to note those that are
 * @param folders private folders of this machine for caches and passing work
 * @param time the modification time of everything a step makes, seconds since 1970
 * @param identity names the image; GUIDs and UUIDs are derived from it
 * @param differences collects how the result differs from the native tools' result
 * @param shared objects that steps of one template hand to later ones
 * @param log where to tell what happens
 */
public record StepContext(
    FileTree tree,
    Optional<PoolPlan> pool,
    Sources sources,
    Aside aside,
    Repositories repositories,
    PackageLock lock,
    Folders folders,
    long time,
    String identity,
    Differences differences,
    Shared shared,
    BuildLog log) {

  /** The pool of a pool build; for steps that make no sense elsewhere. */
  public PoolPlan requirePool() throws IOException {
    return pool.orElseThrow(
        () -> new IOException("this step works in a template that builds a pool only"));
  }

  /** A UUID (version 3) that depends on the image's identity and the purpose alone. */
  public UUID uuid(String purpose) {
    return UUID.nameUUIDFromBytes((identity + "\0" + purpose).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Private folders.
   *
   * @param cache keeps verified downloads between builds; shared by any number of builds at once
   * @param scratch for this build alone, removed at its end; contents of the tree may refer to
   *     files in it
   */
  public record Folders(Path cache, Path scratch) {}
}
