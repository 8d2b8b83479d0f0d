package org.heliosimage.engine.portable;

import java.io.IOException;
import java.util.Optional;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;
import org.jspecify.annotations.Nullable;

/** The tar that a template has laid aside to take single files from ({@code tarsrc}). */
public final class Aside {

  private @Nullable FileTree tree;

  /** Lays a tree aside; a second one is merged by the caller into the first. */
  public void put(FileTree unpacked) {
    tree = unpacked;
  }

  /** The tree laid aside, if any. */
  public Optional<FileTree> tree() {
    return Optional.ofNullable(tree);
  }

  /** A regular file of the tree laid aside. */
  public RegularFile file(String path) throws IOException {
    if (tree == null) {
      throw new IOException(
          "tarsrc " + path + ": no tar has been laid aside by unpack_tar with into_tmp");
    }
    Node node = tree.get(tree.resolve(path, true));
    if (node instanceof RegularFile file) {
      return file;
    }
    throw new IOException("tarsrc " + path + " is not a regular file of the tar");
  }
}
