package org.heliosimage.ips.repository;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes a cache smaller while nobody uses it. */
final class CacheLimit {

  private static final String TEMPORARY = "tmp";

  private CacheLimit() {}

  private record Entry(Path file, long size, FileTime used) {}

  /**
   * Removes what builds that were killed have left, then what was not used for the longest time.
   *
   * @param maxBytes how many bytes of payloads, manifests and archives may stay
   */
  static void apply(Path cache, long maxBytes) throws IOException {
    for (Path folder : List.of(cache.resolve(TEMPORARY), cache.resolve("payloads/" + TEMPORARY))) {
      for (Entry left : entries(folder)) {
        Files.deleteIfExists(left.file());
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (String part : List.of("payloads", "manifests", "repositories")) {
      entries.addAll(entries(cache.resolve(part)));
    }
    // Catalogs are small and what a build without a network starts from.
    entries.removeIf(
        entry ->
            entry.file().startsWith(cache.resolve("repositories"))
                && !entry.file().toString().endsWith(".p5p"));
    long bytes = entries.stream().mapToLong(Entry::size).sum();
    entries.sort(Comparator.comparing(Entry::used).thenComparing(Entry::file));
    for (Entry entry : entries) {
      if (bytes <= maxBytes) {
        return;
      }
      Files.deleteIfExists(entry.file());
      bytes -= entry.size();
    }
  }

  private static List<Entry> entries(Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return entries;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return entries;
  }
}
