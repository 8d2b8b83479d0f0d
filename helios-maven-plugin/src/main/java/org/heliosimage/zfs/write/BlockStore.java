package org.heliosimage.zfs.write;

import java.io.IOException;
import java.util.Arrays;

/** Gives packed blocks a place, writes them and makes their pointers. For use by one thread. */
final class BlockStore {

  private final Geometry geometry;
  private final Allocator allocator;
  private final VdevOutput output;
  private final long[] offsets = new long[3];
  private long blocks;
  private long fileBytes;
  private long fileStored;

  BlockStore(Geometry geometry, Allocator allocator, VdevOutput output) {
    this.geometry = geometry;
    this.allocator = allocator;
    this.output = output;
  }

  /** Stores a packed block and makes its pointer. */
  void place(Block block, byte[] target, int at) throws IOException {
    boolean metadata = block.isMetadata();
    switch (block.form) {
      case HOLE -> {
        block.fill = 0;
        Arrays.fill(target, at, at + Pointers.SIZE, (byte) 0);
      }
      case EMBEDDED -> {
        Pointers.encodeEmbedded(target, at, block);
        block.uncompressed = metadata ? 0 : block.size;
      }
      case STORED -> {
        long size = geometry.round(block.stored);
        reserve(block.policy.copies(), size, offsets);
        write(block, offsets, size);
        Pointers.encode(target, at, block, offsets, size);
        block.used = size * block.policy.copies();
        block.compressed = block.stored;
        block.uncompressed = metadata ? block.stored : block.size;
        blocks++;
        if (!metadata) {
          fileStored += size;
        }
      }
    }
    fileBytes += block.fileBytes;
  }

  /** Allocates space for the copies of a block. */
  void reserve(int copies, long size, long[] places) {
    for (int copy = 0; copy < copies; copy++) {
      places[copy] = allocator.allocate(copy, size);
    }
  }

  /** Writes a packed block to space that was reserved for it and makes its pointer. */
  void placeReserved(Block block, long[] places, byte[] target, int at) throws IOException {
    long size = geometry.round(block.stored);
    write(block, places, size);
    Pointers.encode(target, at, block, places, size);
    blocks++;
  }

  private void write(Block block, long[] places, long size) throws IOException {
    for (int copy = 0; copy < block.policy.copies() && !allocator.full(); copy++) {
      output.store(
          allocator.zoneOf(places[copy]),
          places[copy],
          block.storedBytes,
          block.storedAt,
          block.stored,
          (int) size);
    }
  }

  /** Number of blocks stored, copies counted once. */
  long blocks() {
    return blocks;
  }

  /** Bytes of file contents that went by. */
  long fileBytes() {
    return fileBytes;
  }

  /** Bytes that file contents take on the device, copies counted once. */
  long fileStored() {
    return fileStored;
  }
}
