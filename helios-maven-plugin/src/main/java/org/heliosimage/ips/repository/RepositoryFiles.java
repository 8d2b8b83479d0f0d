package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a repository by their paths relative to its root. */
sealed interface RepositoryFiles permits ArchiveFiles, FolderFiles, ResourceFiles {

  /** Opens a file, null if there is none. */
  @Nullable InputStream open(String path) throws IOException;

  /** The names in a folder, sorted; empty if there is none. */
  List<String> list(String path) throws IOException;
}
