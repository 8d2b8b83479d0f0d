package org.heliosimage.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gathers small writes into large ones. */
final class Sink {

  /**
   * Far fewer and larger writes take longer: Linux then finds each a large piece of memory that
   * nobody has touched yet, for which a virtual machine has to ask its host.
   */
  private static final int BUFFER = 1 << 14;

  private final @Nullable FileChannel channel;
  private final @Nullable OutputStream stream;
  private final ByteBuffer buffer;
  private final Consumer<ByteBuffer> watch;

  /** A file whose bytes are shown to somebody too. */
  Sink(FileChannel channel, Consumer<ByteBuffer> watch) {
    this.channel = channel;
    this.watch = watch;
    this.stream = null;
    // On the heap, where whoever watches can take digests without copying.
    this.buffer = ByteBuffer.allocate(BUFFER);
  }

  Sink(OutputStream stream) {
    this.channel = null;
    this.stream = stream;
    this.watch = bytes -> {};
    this.buffer = ByteBuffer.allocate(BUFFER);
  }

  void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int count = Math.min(length - done, buffer.remaining());
      buffer.put(bytes, offset + done, count);
      done += count;
    }
  }

  /** Writes part of a file. */
  void write(FileChannel from, long offset, long length) throws IOException {
    long done = 0;
    while (done < length) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int room = buffer.remaining();
      buffer.limit(buffer.position() + (int) Math.min(room, length - done));
      int count = from.read(buffer, offset + done);
      buffer.limit(buffer.capacity());
      if (count < 0) {
        throw new EOFException("a file ends " + (length - done) + " bytes early");
      }
      done += count;
    }
  }

  /** Writes what is left in the buffer. */
  void flush() throws IOException {
    buffer.flip();
    watch.accept(buffer.duplicate());
    if (channel != null) {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } else if (stream != null) {
      stream.write(buffer.array(), 0, buffer.limit());
      stream.flush();
    }
    buffer.clear();
  }
}
