package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository on the class path. A class path cannot be listed, so each folder that a reader may
 * list holds a file {@link RepositorySource#LISTING} with the names, one a line.
 */
record ResourceFiles(ClassLoader loader, String root) implements RepositoryFiles {

  @Override
  public @Nullable InputStream open(String path) {
    return loader.getResourceAsStream(root + path);
  }

  @Override
  public List<String> list(String path) throws IOException {
    try (InputStream in = open(path + "/" + RepositorySource.LISTING)) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().sorted().toList();
    }
  }
}
