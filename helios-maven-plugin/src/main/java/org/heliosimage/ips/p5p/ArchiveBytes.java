package org.heliosimage.ips.p5p;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.heliosimage.tree.Content;

/** Where the bytes of an archive are. */
sealed interface ArchiveBytes {

  /** Some of the bytes as they are read later. */
  Content range(long offset, long length);

  /** Opens it to look at headers. */
  Blocks open() throws IOException;

  /** What headers are read from. */
  interface Blocks extends Closeable {
    long size() throws IOException;

    /** Reads bytes at a position; returns how many, or -1 behind the end. */
    int read(ByteBuffer target, long position) throws IOException;
  }

  /** An archive that is a file. */
  record InFile(Path file) implements ArchiveBytes {
    @Override
    public Content range(long offset, long length) {
      return Content.range(file, offset, length);
    }

    @Override
    public Blocks open() throws IOException {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new Blocks() {
        @Override
        public long size() throws IOException {
          return channel.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
          return channel.read(target, position);
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }
  }

  /** A small archive in memory. */
  @SuppressWarnings("ArrayRecordComponent") // It is not compared.
  record InMemory(byte[] bytes) implements ArchiveBytes {
    @Override
    public Content range(long offset, long length) {
      int from = Math.toIntExact(offset);
      return Content.of(Arrays.copyOfRange(bytes, from, Math.toIntExact(offset + length)));
    }

    @Override
    public Blocks open() {
      return new Blocks() {
        @Override
        public long size() {
          return bytes.length;
        }

        @Override
        public int read(ByteBuffer target, long position) {
          if (position >= bytes.length) {
            return -1;
          }
          int count = (int) Math.min(target.remaining(), bytes.length - position);
          target.put(bytes, (int) position, count);
          return count;
        }

        @Override
        public void close() {
          // There is nothing to close.
        }
      };
    }
  }
}
