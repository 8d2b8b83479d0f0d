package org.heliosimage.zfs.zap;

/**
 * The blocks of a finished ZAP object, made one at a time as they are asked for. Immutable: several
 * threads may ask at once.
 */
public sealed interface ZapImage permits MicroZap, FatZap {

  /** Size of every block in bytes, a multiple of 512; the data block size of the dnode. */
  int blockSize();

  /** Number of blocks, at least 1. */
  int blockCount();

  /** Number of entries. */
  int entryCount();

  /** Bytes of all blocks. */
  default long length() {
    return (long) blockSize() * blockCount();
  }

  /** Writes all {@link #blockSize()} bytes of a block into an array. */
  void copyBlock(int block, byte[] target, int offset);

  /** A block of its own. */
  default byte[] block(int block) {
    byte[] bytes = new byte[blockSize()];
    copyBlock(block, bytes, 0);
    return bytes;
  }
}
