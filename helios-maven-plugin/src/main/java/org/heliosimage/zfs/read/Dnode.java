package org.heliosimage.zfs.read;

import java.util.Arrays;
import org.heliosimage.codec.Bytes;

/**
 * A dnode: what describes one object. Offsets in its 512-byte record:
 *
 * <pre>
 *  0 type   1 log2 of the indirect block size   2 levels   3 pointers   4 bonus type
 *  5 checksum   6 compression   7 flags   8 u16 data block sectors   10 u16 bonus length
 * 12 extra 512-byte slots   16 u64 last block   24 u64 used   64 pointers, then bonus
 * end - 128: spill pointer, if flag 4
 * </pre>
 *
 * Source: OpenZFS include/sys/dnode.h.
 */
final class Dnode {

  static final int SLOT = 512;
  static final int FLAG_USED_BYTES = 1;
  static final int FLAG_USER_ACCOUNTED = 2;
  static final int FLAG_SPILL = 4;

  private static final int CORE = 64;
  private static final int MAX_POINTERS = 3;

  private final byte[] record;

  /** Copies a dnode with its extra slots, as far as the block goes. */
  Dnode(byte[] block, int offset) {
    int slots = 1 + Bytes.u8(block, offset + 12);
    this.record = Arrays.copyOfRange(block, offset, Math.min(block.length, offset + slots * SLOT));
  }

  int slots() {
    return 1 + Bytes.u8(record, 12);
  }

  int type() {
    return Bytes.u8(record, 0);
  }

  int indirectShift() {
    return Bytes.u8(record, 1);
  }

  int levels() {
    return Bytes.u8(record, 2);
  }

  int pointers() {
    return Bytes.u8(record, 3);
  }

  int bonusType() {
    return Bytes.u8(record, 4);
  }

  int flags() {
    return Bytes.u8(record, 7);
  }

  boolean hasSpill() {
    return (flags() & FLAG_SPILL) != 0;
  }

  int blockSize() {
    return Bytes.u16(record, 8) << BlockPointer.SECTOR_SHIFT;
  }

  int bonusLength() {
    return Bytes.u16(record, 10);
  }

  long lastBlock() {
    return Bytes.u64(record, 16);
  }

  /** Space that the object uses, in bytes. */
  long used() {
    long used = Bytes.u64(record, 24);
    return (flags() & FLAG_USED_BYTES) != 0 ? used : used << BlockPointer.SECTOR_SHIFT;
  }

  /** What makes the record unusable, empty if nothing does. */
  String problem() {
    int room = record.length - CORE - (hasSpill() ? BlockPointer.SIZE : 0);
    if (record.length != slots() * SLOT) {
      return "is a dnode that crosses the end of its block";
    }
    if (levels() < 1 || levels() > 7 || pointers() < 1 || pointers() > MAX_POINTERS) {
      return "is a dnode with " + levels() + " levels and " + pointers() + " pointers";
    }
    if (pointers() * BlockPointer.SIZE + bonusLength() > room) {
      return "is a dnode with a bonus of " + bonusLength() + " bytes that does not fit";
    }
    if (blockSize() == 0) {
      return "is a dnode without a block size";
    }
    if (levels() > 1 && (indirectShift() < 10 || indirectShift() > 17)) {
      return "is a dnode with indirect blocks of 2^" + indirectShift() + " bytes";
    }
    if (lastBlock() < 0 || lastBlock() >= capacity()) {
      return "is a dnode whose last block " + lastBlock() + " is out of reach";
    }
    return "";
  }

  /** Blocks that the pointers reach at the present number of levels. */
  private long capacity() {
    long blocks = pointers();
    for (int level = 1; level < levels(); level++) {
      if (blocks > Long.MAX_VALUE >> fanoutShift()) {
        return Long.MAX_VALUE;
      }
      blocks <<= fanoutShift();
    }
    return blocks;
  }

  /** log2 of the pointers in an indirect block. */
  int fanoutShift() {
    return indirectShift() - 7;
  }

  BlockPointer pointer(int index) {
    return new BlockPointer(record, CORE + index * BlockPointer.SIZE);
  }

  BlockPointer spill() {
    return new BlockPointer(record, record.length - BlockPointer.SIZE);
  }

  byte[] bonus() {
    int start = CORE + pointers() * BlockPointer.SIZE;
    return Arrays.copyOfRange(record, start, start + bonusLength());
  }
}
