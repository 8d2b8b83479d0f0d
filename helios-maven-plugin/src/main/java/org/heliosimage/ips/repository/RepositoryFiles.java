package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a repository by their paths relative to its root. */
sealed interface RepositoryFiles permits ArchiveFiles, FolderFiles, ResourceFiles {

  /** Opens a file, null if there is none. */
  @Nullable InputStream open(String path) throws IOException;

  /** The regular file that it is on this machine, null if there is none or it is no such file. */
  default @Nullable Path file(String path) {
    return null;
  }

  /** The names in a folder, sorted; empty if there is none. */
  List<String> list(String path) throws IOException;
}
