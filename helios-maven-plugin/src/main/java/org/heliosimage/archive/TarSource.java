package org.heliosimage.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads blocks at positions of a file. Headers lie scattered between the data, so it reads just
 * about as much as a member's headers take: more would mean to read the data of small files too.
 */
final class TarSource implements Closeable {

  private static final int WINDOW = 4096;

  private final Path file;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW);
  private long windowAt;

  TarSource(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.size = channel.size();
    window.limit(0);
  }

  Path file() {
    return file;
  }

  long size() {
    return size;
  }

  /** Reads bytes that the caller knows to be in the file. */
  byte[] read(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    read(position, bytes, 0, length);
    return bytes;
  }

  private void read(long position, byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      long at = position + done;
      if (at < windowAt || at >= windowAt + window.limit()) {
        fill(at);
      }
      int start = (int) (at - windowAt);
      int count = Math.min(length - done, window.limit() - start);
      window.get(start, bytes, offset + done, count);
      done += count;
    }
  }

  private void fill(long position) throws IOException {
    window.clear();
    int count = channel.read(window, position);
    windowAt = position;
    window.flip();
    if (count <= 0) {
      throw new ArchiveException(file, "changed while it was read");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
