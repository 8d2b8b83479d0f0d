package org.heliosimage.zfs.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Blocks that go through a worker together, and the buffers for them, which are used again. */
final class Batch {

  /** Bytes of blocks that make a batch. */
  static final int TARGET = 1 << 20;

  private static final int LARGEST_BLOCK = 128 << 10;

  final List<Block> blocks = new ArrayList<>();
  private final byte[] in = new byte[TARGET + LARGEST_BLOCK];
  private int inUsed;
  private byte[] out = new byte[TARGET];
  private byte[] pointers = {};
  private int bytes;

  /** Whether a block more would make the batch larger than it should be. */
  boolean isFull(Block next) {
    return bytes + next.size > TARGET && !blocks.isEmpty();
  }

  /** Adds a block and, unless it brings its bytes, gives it room for them. */
  void add(Block block, boolean needsRoom) {
    if (needsRoom) {
      block.bytes = in;
      block.at = inUsed;
      inUsed += block.size;
    }
    blocks.add(block);
    bytes += block.size;
  }

  /** What a worker does. */
  Batch pack(Packer packer, SourceFiles files) throws IOException {
    if (out.length < bytes) {
      out = new byte[bytes];
    }
    int outAt = 0;
    for (Block block : blocks) {
      if (block.source != null) {
        block.source.fill(block.bytes, block.at, block.size, files);
      }
      packer.pack(block, out, outAt);
      outAt += block.size;
    }
    return this;
  }

  /** Room for the pointers to all blocks. */
  byte[] pointers() {
    int length = blocks.size() * Pointers.SIZE;
    if (pointers.length < length) {
      pointers = new byte[length];
    }
    return pointers;
  }

  /** Forgets the blocks. */
  void clear() {
    blocks.clear();
    inUsed = 0;
    bytes = 0;
  }
}
