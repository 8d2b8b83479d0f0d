package org.heliosimage.archive;

import java.io.IOException;
import java.nio.file.Path;

/** An archive that cannot be read or written as asked; names the file and, if known, the entry. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String entry;

  ArchiveException(Path archive, String problem) {
    super(archive + " " + problem);
    this.entry = "";
  }

  ArchiveException(Path archive, String entry, String problem) {
    super(archive + ": entry " + entry + " " + problem);
    this.entry = entry;
  }

  private ArchiveException(String entry, String message, IOException cause) {
    super(message, cause);
    this.entry = entry;
  }

  /** An entry cannot be written. */
  static ArchiveException cannotPut(String entry, String kind, IOException cause) {
    return new ArchiveException(
        entry, "cannot put " + entry + " into a " + kind + ": " + cause.getMessage(), cause);
  }

  /** The name of the entry in question; empty if it is none. */
  public String entry() {
    return entry;
  }
}
