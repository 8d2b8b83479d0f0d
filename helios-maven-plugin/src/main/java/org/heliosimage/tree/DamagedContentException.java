package org.heliosimage.tree;

import java.io.IOException;
import java.nio.file.Path;

/** A file on this machine does not hold the content that it was trusted to hold. */
public final class DamagedContentException extends IOException {

  private static final long serialVersionUID = 1;

  private final transient Path file;

  DamagedContentException(Path file, String problem) {
    super(file + " is damaged: " + problem);
    this.file = file;
  }

  /** The file. */
  public Path file() {
    return file;
  }
}
