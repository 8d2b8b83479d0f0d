package org.heliosimage.tree;

import java.io.IOException;

/** A path that is missing, of the wrong type, or leads out of the tree. */
public final class TreeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String path;

  public TreeException(String path, String problem) {
    super(path + ": " + problem);
    this.path = path;
  }

  /** The offending path as the caller gave it. */
  public String path() {
    return path;
  }
}
