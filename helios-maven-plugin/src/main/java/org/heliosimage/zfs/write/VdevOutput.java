package org.heliosimage.zfs.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes to the device in few large pieces: what is adjacent is collected, apart for each zone of
 * the allocator.
 */
final class VdevOutput {

  private static final int BUFFER = 1 << 20;
  private static final byte[] ZEROS = new byte[8 << 10];

  private final FileChannel channel;
  private final long base;
  private final Run[] runs;

  /**
   * An output.
   *
   * @param base where the device begins in the file
   */
  VdevOutput(FileChannel channel, long base, int zones) {
    this.channel = channel;
    this.base = base;
    this.runs = new Run[zones];
    for (int zone = 0; zone < zones; zone++) {
      runs[zone] = new Run();
    }
  }

  /** Bytes that belong together; a buffer is made on first use. */
  private static final class Run {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long start;
  }

  /**
   * Stores one copy of a block.
   *
   * @param offset behind the front labels and the boot region
   * @param size what the block takes; what it has less is filled with zeros
   */
  void store(int zone, long offset, byte[] bytes, int at, int length, int size) throws IOException {
    Run run = runs[zone];
    ByteBuffer buffer = run.buffer;
    if (buffer.remaining() < size || run.start + buffer.position() != offset) {
      flush(run);
      run.start = offset;
    }
    buffer.put(bytes, at, length);
    for (int left = size - length; left > 0; left -= ZEROS.length) {
      buffer.put(ZEROS, 0, Math.min(left, ZEROS.length));
    }
  }

  /** Writes what is collected. */
  void flush() throws IOException {
    for (Run run : runs) {
      flush(run);
    }
  }

  private void flush(Run run) throws IOException {
    run.buffer.flip();
    writeFully(run.buffer, Geometry.DATA_START + run.start);
    run.buffer.clear();
  }

  /** Writes at an offset of the device, passing over pages of zeros. */
  void writeSparse(byte[] bytes, long offset) throws IOException {
    int page = 4 << 10;
    int from = 0;
    while (from < bytes.length) {
      int to = from;
      while (to < bytes.length && !isZero(bytes, to, Math.min(to + page, bytes.length))) {
        to = Math.min(to + page, bytes.length);
      }
      if (to > from) {
        writeFully(ByteBuffer.wrap(bytes, from, to - from), offset + from);
        from = to;
      } else {
        from += page;
      }
    }
  }

  /** Makes the file reach to the end of the device. */
  void extendTo(long size) throws IOException {
    if (channel.size() < base + size) {
      writeFully(ByteBuffer.wrap(new byte[1]), size - 1);
    }
  }

  private void writeFully(ByteBuffer buffer, long offset) throws IOException {
    long at = base + offset;
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
