package org.heliosimage.zfs.write;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileRange;
import org.jspecify.annotations.Nullable;

/**
 * Reads contents for the workers. Files of which many contents are parts, such as the seed tar,
 * stay open.
 */
final class SourceFiles implements Closeable {

  /** More files than this are opened and closed for each read. */
  private static final int MAX_OPEN = 64;

  private final Map<Path, FileChannel> open = new HashMap<>();

  /** Whether any part of a content can be read at once; others are read front to back. */
  static boolean isRandomAccess(Content content) {
    return content instanceof FileRange;
  }

  /** Part of a content that is read front to back, or of one that can be read anywhere. */
  void read(Content content, long offset, byte[] target, int at, int length) throws IOException {
    if (content instanceof FileRange range) {
      readRange(range, offset, ByteBuffer.wrap(target, at, length));
      return;
    }
    try (InputStream in = content.open()) {
      readFully(content, in, target, at, length);
      if (in.read() >= 0) {
        throw new IOException(content + " is longer than expected");
      }
    }
  }

  static void readFully(Content content, InputStream in, byte[] target, int at, int length)
      throws IOException {
    if (in.readNBytes(target, at, length) < length) {
      throw new EOFException(content + " is shorter than expected");
    }
  }

  private void readRange(FileRange range, long offset, ByteBuffer target) throws IOException {
    FileChannel shared = shared(range.file());
    if (shared != null) {
      readRange(shared, range, offset, target);
      return;
    }
    try (FileChannel own = FileChannel.open(range.file(), StandardOpenOption.READ)) {
      readRange(own, range, offset, target);
    }
  }

  private static void readRange(
      FileChannel channel, FileRange range, long offset, ByteBuffer target) throws IOException {
    long at = range.offset() + offset;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new EOFException(range + " ends early");
      }
      at += count;
    }
  }

  private synchronized @Nullable FileChannel shared(Path file) throws IOException {
    FileChannel channel = open.get(file);
    if (channel == null && open.size() < MAX_OPEN) {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      open.put(file, channel);
    }
    return channel;
  }

  /** A source of one block of a file. */
  static Block.Source of(Content content, long offset, int bytes) {
    return (target, at, length, files) -> {
      files.read(content, offset, target, at, bytes);
      Arrays.fill(target, at + bytes, at + length, (byte) 0);
    };
  }

  @Override
  public synchronized void close() throws IOException {
    for (FileChannel channel : open.values()) {
      channel.close();
    }
    open.clear();
  }
}
