package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.heliosimage.engine.BuildLog.Task;
import org.heliosimage.template.BuildKind;
import org.heliosimage.tree.FileTree;

/**
 * A kind of build that ends in one file with the tree of the image in it: how it is written, and
 * how it is read again to verify it.
 *
 * @param <B> what a template says of such a build
 */
interface ImageKind<B extends BuildKind> {

  /** What a template says of such a build. */
  Class<B> build();

  /** How the names of such files end, without the dot. */
  String extension();

  /**
   * Writes the image after the last step. What the tree cannot be stored as is an exception before
   * the first byte.
   *
   * @param image an empty new file
   * @return counts for the log
   */
  String write(B build, StepContext context, FileChannel image, Task task) throws IOException;

  /** The files of an image; its structures are checked, contents are read when they are opened. */
  FileTree read(Path file) throws IOException;

  /** The tree as such an image keeps it, so as {@link #read} must give it back. */
  FileTree kept(FileTree meant) throws IOException;

  /** Writes an image for a build of this kind. */
  default String writeAny(BuildKind build, StepContext context, FileChannel image, Task task)
      throws IOException {
    return write(build().cast(build), context, image, task);
  }
}
