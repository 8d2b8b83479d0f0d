package org.heliosimage.fat;

import java.io.IOException;

/** A tree that a FAT file system cannot hold, or one that is damaged. */
public final class FatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long neededBytes;

  public FatException(String message) {
    this(message, 0);
  }

  FatException(String message, long neededBytes) {
    super(message);
    this.neededBytes = neededBytes;
  }

  /**
   * Size of a file system, in whole MiB, that would hold the tree; 0 if size is not the problem.
   */
  public long neededBytes() {
    return neededBytes;
  }
}
