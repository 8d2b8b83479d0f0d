package org.heliosimage.ufs.read;

import org.heliosimage.codec.Bytes;

/** What superblock, summary and groups count; free fragments are those not in free blocks. */
record Counts(int directories, int freeBlocks, int freeInodes, int freeFragments) {

  static final int LENGTH = 16;
  static final Counts NONE = new Counts(0, 0, 0, 0);

  static Counts decode(byte[] bytes, int at) {
    return new Counts(
        Bytes.i32(bytes, at),
        Bytes.i32(bytes, at + 4),
        Bytes.i32(bytes, at + 8),
        Bytes.i32(bytes, at + 12));
  }

  Counts plus(Counts other) {
    return new Counts(
        directories + other.directories,
        freeBlocks + other.freeBlocks,
        freeInodes + other.freeInodes,
        freeFragments + other.freeFragments);
  }

  @Override
  public String toString() {
    return directories
        + " directories, "
        + freeBlocks
        + " free blocks, "
        + freeInodes
        + " free inodes and "
        + freeFragments
        + " free fragments";
  }
}
