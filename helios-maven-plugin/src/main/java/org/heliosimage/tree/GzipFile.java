package org.heliosimage.tree;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A gzip file seen unpacked. Whenever it is read, all that is known of it is checked, and reading
 * ends in an exception if the file is another one.
 *
 * <p>An image has tens of thousands of them in few folders, so these are shared.
 *
 * @param folder the folder of the gzip file
 * @param name the name of the gzip file
 * @param size length of the unpacked bytes
 * @param packed what the file itself should be, if that is known and says enough of its content; a
 *     file that somebody has compressed anew is as good if its content is right
 * @param unpacked what the content should be
 */
public record GzipFile(
    Path folder, String name, long size, Optional<Fingerprint> packed, Fingerprint unpacked)
    implements Content {

  /** What deflate makes of zeros is smaller by a factor of 1032. */
  private static final long MAX_RATIO = 1100;

  /** The gzip file. */
  public Path file() {
    return folder.resolve(name);
  }

  /** The very bytes of the file. */
  FileInputStream openRaw() throws IOException {
    return new FileInputStream(folder + File.separator + name);
  }

  @Override
  public InputStream open() throws IOException {
    FileInputStream raw = openRaw();
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
    if (size > MAX_RATIO * Math.max(1, file().toFile().length())) {
      // No memory is taken on the word of others. A file that is missing is told as such.
      open().close();
      throw new DamagedContentException(file(), "it cannot unpack to " + size + " bytes");
    }
    byte[] all = new byte[Math.toIntExact(size)];
    try (GzipReader reader = new GzipReader()) {
      reader.read(this, all, 0);
    }
    return all;
  }

  @Override
  public String toString() {
    return "gzip file " + file();
  }
}
