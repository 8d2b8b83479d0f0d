package org.heliosimage.fat;

import java.io.IOException;

/** A tree that a FAT file system cannot hold, or one that is damaged. */
public final class FatException extends IOException {
  private static final long serialVersionUID = 1L;

  public FatException(String message) {
    super(message);
  }
}
