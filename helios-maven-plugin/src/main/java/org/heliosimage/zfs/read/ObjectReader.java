package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.Optional;
import org.heliosimage.codec.Bytes;
import org.jspecify.annotations.Nullable;

/** Random access to the blocks of one object. Serves one thread at a time. */
final class ObjectReader {

  private final BlockReaders readers;
  private final String place;
  private final Dnode dnode;

  /** The last level-1 block, which serves many reads in a row. */
  private byte[] lastIndirect = new byte[0];

  private long lastIndirectId = -1;

  ObjectReader(BlockReaders readers, String place, Dnode dnode) throws PoolReadException {
    this.readers = readers;
    this.place = place;
    this.dnode = dnode;
    if (!dnode.problem().isEmpty()) {
      throw new PoolReadException(place + ": " + dnode.problem());
    }
  }

  Dnode dnode() {
    return dnode;
  }

  String place() {
    return place;
  }

  int blockSize() {
    return dnode.blockSize();
  }

  /** One block; zeros for a hole. */
  byte[] block(long id) throws IOException {
    BlockPointer pointer = id > dnode.lastBlock() ? null : find(id);
    if (pointer == null || pointer.isHole()) {
      return new byte[blockSize()];
    }
    byte[] data = readers.read(check(pointer, 0));
    if (data.length != blockSize()) {
      throw new PoolReadException(place + ": block " + id + " has the wrong size");
    }
    return data;
  }

  private @Nullable BlockPointer find(long id) throws IOException {
    int shift = dnode.fanoutShift();
    int level = dnode.levels() - 1;
    if (level == 0) {
      return dnode.pointer((int) id);
    }
    long mask = (1L << shift) - 1;
    int slot = (int) (id & mask) * BlockPointer.SIZE;
    if (lastIndirectId == id >>> shift) {
      return new BlockPointer(lastIndirect, slot);
    }
    BlockPointer pointer = dnode.pointer((int) (id >>> (shift * level)));
    while (true) {
      if (pointer.isHole()) {
        return null;
      }
      byte[] block = readers.read(check(pointer, level));
      if (block.length != 1 << dnode.indirectShift()) {
        throw new PoolReadException(place + ": an indirect block has the wrong size");
      }
      level--;
      if (level == 0) {
        lastIndirect = block;
        lastIndirectId = id >>> shift;
        return new BlockPointer(block, slot);
      }
      pointer = new BlockPointer(block, (int) (id >>> (shift * level) & mask) * BlockPointer.SIZE);
    }
  }

  private BlockPointer check(BlockPointer pointer, int level) throws PoolReadException {
    if (pointer.level() != level) {
      throw new PoolReadException(place + ": a block is of another level than its place");
    }
    return pointer;
  }

  /** The first bytes of the object; only for what is known to be small. */
  byte[] bytes(long length) throws IOException {
    if (length < 0 || length > 1 << 26) {
      throw new PoolReadException(place + ": has an impossible length of " + length + " bytes");
    }
    byte[] bytes = new byte[(int) length];
    for (int at = 0; at < length; at += blockSize()) {
      byte[] block = block(at / blockSize());
      System.arraycopy(block, 0, bytes, at, (int) Math.min(blockSize(), length - at));
    }
    return bytes;
  }

  /** The bytes of the spill block, if there is one. */
  Optional<byte[]> spill() throws IOException {
    return dnode.hasSpill() ? Optional.of(readers.read(dnode.spill())) : Optional.empty();
  }

  /** The bonus as 64-bit words from an offset on; a short bonus is an error. */
  long bonusWord(int offset) throws PoolReadException {
    if (offset + 8 > dnode.bonusLength()) {
      throw new PoolReadException(place + ": has too short a bonus");
    }
    return Bytes.u64(dnode.bonus(), offset);
  }
}
