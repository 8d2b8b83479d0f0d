package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Files that appear complete or not at all. */
public final class AtomicFiles {

  // A prefix only: the end of a name tells some writers whether to compress.
  private static final String PREFIX = ".helios-tmp-";
  private static final int RENAMES = 10;
  private static final long RENAME_PAUSE_MILLIS = 100;

  private AtomicFiles() {}

  /** Where to write what will be a file; in the same folder, so that a rename suffices. */
  public static Path temporary(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new WorkException(target + " is not the name of a file");
    }
    Files.createDirectories(folder);
    Path temporary = folder.resolve(temporaryName(String.valueOf(target.getFileName())));
    Files.deleteIfExists(temporary);
    return temporary;
  }

  /** What a file is called until it is finished. */
  public static String temporaryName(String name) {
    return PREFIX + name;
  }

  /** Gives a finished temporary file its name. */
  public static void publish(Path temporary, Path target) throws IOException {
    rename(temporary, target);
  }

  /** Writes a small file. */
  public static void write(Path target, String text) throws IOException {
    Path temporary = temporary(target);
    Files.writeString(temporary, text, StandardCharsets.UTF_8);
    publish(temporary, target);
  }

  /** Removes what killed builds left in a folder; the caller holds the lock of the folder. */
  public static void removeLeftovers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Removes a folder and all that is below it, if it is there; links are not followed. */
  public static void removeTree(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  // On Windows a virus scanner may keep a fresh file open for a moment.
  private static void rename(Path from, Path to) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return;
      } catch (AccessDeniedException e) {
        if (attempt == RENAMES) {
          throw e;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(RENAME_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new WorkException("interrupted while renaming " + from + " to " + to, e);
      }
    }
  }
}
