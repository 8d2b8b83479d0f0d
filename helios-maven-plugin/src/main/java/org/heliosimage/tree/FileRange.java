package org.heliosimage.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Part of a file, for instance a member of the seed tar.
 *
 * @param file the file
 * @param offset first byte
 * @param length number of bytes
 */
public record FileRange(Path file, long offset, long length) implements Content {

  public FileRange {
    if (offset < 0 || length < 0 || offset + length < 0) {
      throw new IllegalArgumentException(file + ": range " + offset + "+" + length);
    }
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public InputStream open() throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      channel.position(offset);
      return SizedInputStream.prefix(Channels.newInputStream(channel), length, toString());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public String toString() {
    return file + " at " + offset + ", " + length + " bytes";
  }
}
