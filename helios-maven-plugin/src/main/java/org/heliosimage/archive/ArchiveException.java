package org.heliosimage.archive;

import java.io.IOException;
import java.nio.file.Path;

/** An archive that cannot be read or written as asked; names the file and, if known, the entry. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  ArchiveException(Path archive, String problem) {
    super(archive + " " + problem);
  }

  ArchiveException(Path archive, String entry, String problem) {
    super(archive + ": entry " + entry + " " + problem);
  }

  ArchiveException(String problem) {
    super(problem);
  }
}
