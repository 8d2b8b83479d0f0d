package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository that is a folder. */
final class FolderFiles implements RepositoryFiles {

  /** Folders of one or two files are as fast to list again, and there may be any number of them. */
  private static final int FEW = 2;

  private final Path root;

  /** Payloads are asked for by tens of thousands, and lie in a few hundred folders. */
  private final Map<String, Listing> listings = new ConcurrentHashMap<>();

  private record Listing(Path folder, Set<String> names) {}

  FolderFiles(Path root) {
    this.root = root;
  }

  @Override
  public @Nullable InputStream open(String path) throws IOException {
    try {
      return Files.newInputStream(root.resolve(path));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public @Nullable Path folderOf(String folder, String name) {
    Listing listing = listings.get(folder);
    if (listing == null) {
      Path path = root.resolve(folder);
      String[] names = path.toFile().list();
      if (names == null) {
        return null;
      }
      // One that is renamed meanwhile may be listed twice.
      listing = new Listing(path, Set.copyOf(List.of(names)));
      if (names.length > FEW) {
        listings.put(folder, listing);
      }
    }
    // What a link leads to is as good: it has to have the right content.
    return listing.names().contains(name) ? listing.folder() : null;
  }

  @Override
  public List<String> list(String path) throws IOException {
    try (Stream<Path> entries = Files.list(root.resolve(path))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }
}
