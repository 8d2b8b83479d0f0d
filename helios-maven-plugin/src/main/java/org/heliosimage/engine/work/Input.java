package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Something that a stage consulted, and in which state it found it.
 *
 * @param kind what is looked at
 * @param label names it in keys: the same on every machine, so without folders of this one
 * @param path where it is on this machine
 * @param state digest of what was found, or {@link #ABSENT}
 * @param stamp what the file system said then, empty if that says nothing
 */
public record Input(Kind kind, String label, Path path, String state, String stamp) {

  /** The state of what is not there: putting a file there changes the result too. */
  public static final String ABSENT = "absent";

  /** What is looked at. */
  public enum Kind {
    /** The bytes of a regular file. */
    FILE,
    /** The names in a folder. */
    NAMES
  }

  /** Looks at a regular file. */
  static Input file(String label, Path path, Digests digests) throws IOException {
    String stamp = FileStamp.of(path).map(FileStamp::text).orElse("");
    return new Input(Kind.FILE, label, path, digests.sha256(path).orElse(ABSENT), stamp);
  }

  /** Looks at the names in a folder. */
  static Input names(String label, Path folder) throws IOException {
    return new Input(Kind.NAMES, label, folder, namesIn(folder), "");
  }

  /** Whether looking again would find the same. */
  boolean unchanged(Digests digests) throws IOException {
    if (kind == Kind.NAMES) {
      return state.equals(namesIn(path));
    }
    Optional<FileStamp> now = FileStamp.of(path);
    if (now.isEmpty()) {
      return state.equals(ABSENT);
    }
    return now.get().text().equals(stamp) || state.equals(digests.sha256(path).orElse(ABSENT));
  }

  List<String> fields() {
    return List.of("input", kind.name(), label, path.toString(), state, stamp);
  }

  static Input of(List<String> fields) {
    return new Input(
        Kind.valueOf(fields.get(1)),
        fields.get(2),
        Path.of(fields.get(3)),
        fields.get(4),
        fields.get(5));
  }

  private static String namesIn(Path folder) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return ABSENT;
    }
    return Hex.sha256(String.join("\n", names));
  }
}
