package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.heliosimage.ips.p5p.P5pReader;
import org.jspecify.annotations.Nullable;

/** A repository that is an archive. */
record ArchiveFiles(P5pReader archive) implements RepositoryFiles {

  @Override
  public @Nullable InputStream open(String path) throws IOException {
    return archive.open(path);
  }

  @Override
  public List<String> list(String path) {
    return archive.list(path);
  }
}
