package org.heliosimage.tree;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A gzip file seen unpacked.
 *
 * @param file the gzip file
 * @param size length of the unpacked bytes
 */
public record GzipFile(Path file, long size) implements Content {

  private static final int BUFFER = 1 << 15;

  @Override
  public InputStream open() throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return new SizedInputStream(
          new GZIPInputStream(new BufferedInputStream(raw, BUFFER), BUFFER), size, toString());
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  @Override
  public String toString() {
    return "gzip file " + file;
  }
}
