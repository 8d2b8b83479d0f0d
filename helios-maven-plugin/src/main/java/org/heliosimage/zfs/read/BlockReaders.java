package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/** Lends block readers to threads; there are never more than have been in use at once. */
final class BlockReaders implements AutoCloseable {

  private final Vdev vdev;
  private final ConcurrentLinkedDeque<BlockReader> idle = new ConcurrentLinkedDeque<>();

  BlockReaders(Vdev vdev) {
    this.vdev = vdev;
  }

  private BlockReader take() {
    BlockReader reader = idle.pollFirst();
    return reader == null ? new BlockReader(vdev) : reader;
  }

  /** As {@link BlockReader#read(BlockPointer)}. */
  byte[] read(BlockPointer pointer) throws IOException {
    BlockReader reader = take();
    try {
      return reader.read(pointer);
    } finally {
      idle.addFirst(reader);
    }
  }

  /** Reads and checks every copy of a block. */
  Optional<byte[]> check(BlockPointer pointer, Consumer<String> problems) {
    BlockReader reader = take();
    try {
      return reader.read(pointer, true, problems);
    } finally {
      idle.addFirst(reader);
    }
  }

  @Override
  public void close() {
    for (BlockReader reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
      reader.close();
    }
  }
}
