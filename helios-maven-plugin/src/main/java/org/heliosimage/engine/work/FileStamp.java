package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of a file without opening it. As long as it stays the same, the file is
 * taken to hold the same bytes; writers here replace files and never change them in place.
 *
 * @param size length in bytes
 * @param nanos modification time, nanoseconds since 1970
 * @param key the file system's identity of the file (device and inode), empty where it has none
 */
public record FileStamp(long size, long nanos, String key) {

  /** The stamp of a regular file, empty if there is none. */
  public static Optional<FileStamp> of(Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!attributes.isRegularFile()) {
      return Optional.empty();
    }
    Object key = attributes.fileKey();
    return Optional.of(
        new FileStamp(
            attributes.size(),
            attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
            key == null ? "" : key.toString()));
  }

  /** As one word. */
  public String text() {
    return size + ":" + nanos + ":" + key;
  }
}
