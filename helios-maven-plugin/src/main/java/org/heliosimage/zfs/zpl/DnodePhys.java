package org.heliosimage.zfs.zpl;

import org.heliosimage.codec.Bytes;

/**
 * The fixed part of a dnode on disk; block pointers, bonus area and spill pointer lie in the same
 * 512 bytes, at the places that this record tells.
 *
 * <pre>
 *   0  u8   type                 8  u16  data block size / 512
 *   1  u8   indirect shift      10  u16  bonus length
 *   2  u8   levels              12  u8   extra slots, 0
 *   3  u8   block pointers      16  u64  last block
 *   4  u8   bonus type          24  u64  used bytes
 *   5  u8   checksum            64       block pointers of 128 bytes, the bonus area behind them
 *   6  u8   compression        384       spill pointer, if flagged
 *   7  u8   flags
 * </pre>
 *
 * @param type what the object is, 0 in a free slot
 * @param indirectShift size of an indirect block is 2^shift
 * @param levels 1 if the pointers lead to data
 * @param pointers number of block pointers, 1 to 3
 * @param bonusType what the bonus area holds, 0 if nothing
 * @param checksum algorithm for the object's blocks, 0 to inherit
 * @param compression algorithm for the object's blocks, 0 to inherit
 * @param flags sum of the {@code FLAG} constants
 * @param blockSize of all data blocks in bytes, a multiple of 512
 * @param bonusLength bytes in use of the bonus area
 * @param lastBlock number of the last data block, 0 also if there is none
 * @param used bytes allocated for all blocks and their copies
 */
public record DnodePhys(
    int type,
    int indirectShift,
    int levels,
    int pointers,
    int bonusType,
    int checksum,
    int compression,
    int flags,
    int blockSize,
    int bonusLength,
    long lastBlock,
    long used) {

  /** Bytes of a dnode. */
  public static final int SIZE = 512;

  /** Bytes of a block pointer. */
  public static final int POINTER_SIZE = 128;

  /** Where the spill pointer is, if flagged. */
  public static final int SPILL_OFFSET = SIZE - POINTER_SIZE;

  /** Indirect blocks have 128 KiB. */
  public static final int INDIRECT_SHIFT = 17;

  /** The bonus area is a system attribute area. */
  public static final int BONUS_SA = 44;

  public static final int FLAG_USED_BYTES = 1;
  public static final int FLAG_USER_ACCOUNTED = 2;
  public static final int FLAG_SPILL = 4;
  public static final int FLAG_USER_OBJECTS_ACCOUNTED = 8;

  private static final int HEADER = 64;
  private static final int MAX_POINTERS = 3;
  private static final int MAX_LEVELS = 7;

  public DnodePhys {
    int end = HEADER + POINTER_SIZE * pointers + bonusLength;
    if (pointers < 1
        || pointers > MAX_POINTERS
        || bonusLength < 0
        || end > ((flags & FLAG_SPILL) == 0 ? SIZE : SPILL_OFFSET)) {
      throw new IllegalArgumentException(
          "a dnode cannot hold " + pointers + " pointers and a bonus of " + bonusLength);
    }
    if (blockSize <= 0 || blockSize % 512 != 0 || blockSize / 512 > 0xFFFF) {
      throw new IllegalArgumentException("data block size " + blockSize);
    }
    if (levels < 1 || levels > MAX_LEVELS || lastBlock < 0 || used < 0) {
      throw new IllegalArgumentException(
          "levels " + levels + ", last block " + lastBlock + ", used " + used);
    }
  }

  /** An object without blocks that inherits checksum and compression. */
  public static DnodePhys of(int type, int blockSize, int bonusType, int bonusLength) {
    return new DnodePhys(
        type,
        INDIRECT_SHIFT,
        1,
        pointerCount(bonusType, bonusLength),
        bonusType,
        0,
        0,
        0,
        blockSize,
        bonusLength,
        0,
        0);
  }

  /** Number of block pointers that ZFS gives an object when it makes it. */
  public static int pointerCount(int bonusType, int bonusLength) {
    return bonusType == BONUS_SA
        ? 1
        : 1 + (SIZE - HEADER - POINTER_SIZE - bonusLength) / POINTER_SIZE;
  }

  /** The same object with its blocks written. */
  public DnodePhys withBlocks(int newLevels, long newLastBlock, long newUsed) {
    return new DnodePhys(
        type,
        indirectShift,
        newLevels,
        pointers,
        bonusType,
        checksum,
        compression,
        flags | FLAG_USED_BYTES,
        blockSize,
        bonusLength,
        newLastBlock,
        newUsed);
  }

  /** The same object with further flags. */
  public DnodePhys withFlags(int more) {
    return new DnodePhys(
        type,
        indirectShift,
        levels,
        pointers,
        bonusType,
        checksum,
        compression,
        flags | more,
        blockSize,
        bonusLength,
        lastBlock,
        used);
  }

  /** The same object with its own algorithms. */
  public DnodePhys withAlgorithms(int newChecksum, int newCompression) {
    return new DnodePhys(
        type,
        indirectShift,
        levels,
        pointers,
        bonusType,
        newChecksum,
        newCompression,
        flags,
        blockSize,
        bonusLength,
        lastBlock,
        used);
  }

  /** Where a block pointer is, counted from the start of the dnode. */
  public int pointerOffset(int pointer) {
    return HEADER + POINTER_SIZE * pointer;
  }

  /** Where the bonus area is, counted from the start of the dnode. */
  public int bonusOffset() {
    return pointerOffset(pointers);
  }

  /** Writes the first 64 bytes of a dnode. */
  public void encode(byte[] target, int offset) {
    long kind =
        type
            | (long) indirectShift << 8
            | (long) levels << 16
            | (long) pointers << 24
            | (long) bonusType << 32
            | (long) checksum << 40
            | (long) compression << 48
            | (long) flags << 56;
    long[] words = {kind, blockSize / 512 | bonusLength << 16, lastBlock, used, 0, 0, 0, 0};
    Bytes.put64s(target, offset, words, words.length);
  }

  /** Whether a slot of a dnode block holds no object. */
  public static boolean isFree(byte[] source, int offset) {
    return source[offset] == 0;
  }

  /**
   * Reads a dnode that is not free.
   *
   * @throws ZplException if its parts do not fit together
   */
  public static DnodePhys decode(byte[] source, int offset) throws ZplException {
    if (Bytes.u8(source, offset + 12) != 0) {
      throw new ZplException("a dnode is larger than " + SIZE + " bytes");
    }
    try {
      return new DnodePhys(
          Bytes.u8(source, offset),
          Bytes.u8(source, offset + 1),
          Bytes.u8(source, offset + 2),
          Bytes.u8(source, offset + 3),
          Bytes.u8(source, offset + 4),
          Bytes.u8(source, offset + 5),
          Bytes.u8(source, offset + 6),
          Bytes.u8(source, offset + 7),
          512 * Bytes.u16(source, offset + 8),
          Bytes.u16(source, offset + 10),
          Bytes.u64(source, offset + 16),
          Bytes.u64(source, offset + 24));
    } catch (IllegalArgumentException e) {
      throw new ZplException("a dnode is damaged: " + e.getMessage());
    }
  }
}
