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

  /** A folder on this machine, null if it does not have that name in it. */
  default @Nullable Path folderOf(String folder, String name) {
    return null;
  }

  /** The names in a folder, sorted; empty if there is none. */
  List<String> list(String path) throws IOException;
}
