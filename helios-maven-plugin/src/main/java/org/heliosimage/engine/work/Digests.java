package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers the SHA-256 of files, so that an unchanged seed tar of gigabytes is not read to learn
 * that it is unchanged. Kept in a small file; a damaged one is forgotten, never trusted. Safe for
 * use by several threads.
 */
public final class Digests {

  private static final String HEADER = "helios-digests 1";

  private final Path store;
  private final Map<String, Known> known = new TreeMap<>();
  private boolean changed;

  private record Known(String stamp, String sha256) {}

  private Digests(Path store) {
    this.store = store;
  }

  /** Reads what is remembered. */
  public static Digests load(Path store) throws IOException {
    Digests digests = new Digests(store);
    for (List<String> line : CheckedLines.read(store, HEADER).orElse(List.of())) {
      if (line.size() == 3) {
        digests.known.put(line.get(0), new Known(line.get(1), line.get(2)));
      }
    }
    return digests;
  }

  /** The digest of a file, empty if there is no such regular file. */
  public synchronized Optional<String> sha256(Path file) throws IOException {
    Optional<FileStamp> stamp = FileStamp.of(file);
    if (stamp.isEmpty()) {
      return Optional.empty();
    }
    Known last = known.get(name(file));
    if (last != null && last.stamp.equals(stamp.get().text())) {
      return Optional.of(last.sha256);
    }
    String sha256 = Hex.sha256(file);
    remember(file, sha256);
    return Optional.of(sha256);
  }

  /** Remembers a digest that was computed while the file was written. */
  public synchronized void remember(Path file, String sha256) throws IOException {
    FileStamp stamp =
        FileStamp.of(file).orElseThrow(() -> new WorkException(file + " has disappeared"));
    known.put(name(file), new Known(stamp.text(), sha256));
    changed = true;
  }

  /** Writes what is remembered, if there is something new. */
  public synchronized void save() throws IOException {
    if (changed) {
      known.keySet().removeIf(name -> !Path.of(name).toFile().exists());
      CheckedLines.write(
          store,
          HEADER,
          known.entrySet().stream()
              .map(e -> List.of(e.getKey(), e.getValue().stamp, e.getValue().sha256))
              .toList());
      changed = false;
    }
  }

  private static String name(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
