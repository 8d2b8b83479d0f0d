package org.heliosimage.zfs.read;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The partition that holds the pool: a range of a file. Safe for use by several threads. */
final class Vdev {

  static final int LABEL_SIZE = 1 << 18;
  static final int LABELS = 4;

  /** Front labels and boot region; address 0 of a block pointer lies behind them. */
  static final long DATA_START = 1 << 22;

  private static final long OVERHEAD = DATA_START + 2 * LABEL_SIZE;

  private final FileChannel channel;
  private final long start;
  private final long size;

  Vdev(FileChannel channel, long start, long size) throws PoolReadException {
    this.channel = channel;
    this.start = start;
    this.size = size & -LABEL_SIZE;
    if (start < 0 || this.size <= OVERHEAD) {
      throw new PoolReadException("a pool of " + size + " bytes is too small to hold anything");
    }
  }

  /** Bytes that blocks can use. */
  long dataSize() {
    return size - OVERHEAD;
  }

  /** Where a label starts: two at the front, two at the end. */
  long labelOffset(int label) {
    return label < 2 ? (long) label * LABEL_SIZE : size - (long) (LABELS - label) * LABEL_SIZE;
  }

  /** Reads a range of the partition; a short file is an error. */
  void read(long offset, byte[] into, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
    long at = start + offset;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        throw new EOFException("the image ends before byte " + (start + offset + length));
      }
      at += count;
    }
  }

  /** As {@link #read}, counted from where block addresses count. */
  void readData(long offset, byte[] into, int length) throws IOException {
    read(DATA_START + offset, into, length);
  }
}
