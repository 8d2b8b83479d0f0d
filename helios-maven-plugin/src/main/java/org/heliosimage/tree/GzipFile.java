package org.heliosimage.tree;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A gzip file seen unpacked. Whenever it is read, all that is known of it is checked, and reading
 * ends in an exception if the file is another one.
 *
 * @param file the gzip file
 * @param size length of the unpacked bytes
 * @param packed what the file itself should be, if that is known and says enough of its content; a
 *     file that somebody has compressed anew is as good if its content is right
 * @param unpacked what the content should be
 */
public record GzipFile(Path file, long size, Optional<Fingerprint> packed, Fingerprint unpacked)
    implements Content {

  /** What deflate makes of zeros is smaller by a factor of 1032. */
  private static final long MAX_RATIO = 1100;

  @Override
  public InputStream open() throws IOException {
    FileInputStream raw = new FileInputStream(file.toFile());
    try {
      return new GzipStream(this, raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** At once and without the layers of streams, which is what takes the time of small files. */
  @Override
  public byte[] bytes() throws IOException {
    if (size > MAX_RATIO * Math.max(1, file.toFile().length())) {
      // No memory is taken on the word of others. A file that is missing is told as such.
      open().close();
      throw new DamagedContentException(file, "it cannot unpack to " + size + " bytes");
    }
    byte[] all = new byte[Math.toIntExact(size)];
    try (GzipReader reader = new GzipReader()) {
      reader.read(this, all, 0);
    }
    return all;
  }

  @Override
  public String toString() {
    return "gzip file " + file;
  }
}
