package org.heliosimage.zfs.zap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.heliosimage.codec.Bytes;

/** A table of any values, with names of any length, in many blocks. */
final class FatZap implements ZapImage {

  static final int BLOCK_SHIFT = 14;
  static final int BLOCK = 1 << BLOCK_SHIFT;

  private static final long BLOCK_TYPE = 0x8000000000000001L;
  private static final long MAGIC = 0x2F52AB2ABL;

  /** Half a block of 8-byte pointers. */
  private static final int EMBEDDED_SHIFT = BLOCK_SHIFT - 4;

  /** A block of 8-byte pointers. */
  private static final int POINTERS_SHIFT = BLOCK_SHIFT - 3;

  /** Bounds the pointer table to 128 MiB; a million names of one directory need 2^13 entries. */
  private static final int MAX_SHIFT = 24;

  private final ZapEntries entries;
  private final List<ZapLeaf> leaves = new ArrayList<>();
  private final int shift;
  private final int tableBlocks;

  FatZap(ZapEntries entries) throws ZapException {
    this.entries = entries;
    split(0, entries.size(), 0, 0);
    int longest = 0;
    for (ZapLeaf leaf : leaves) {
      longest = Math.max(longest, leaf.prefixLength());
    }
    if (longest <= EMBEDDED_SHIFT) {
      shift = EMBEDDED_SHIFT;
      tableBlocks = 0;
    } else {
      shift = Math.max(longest, POINTERS_SHIFT);
      tableBlocks = 1 << (shift - POINTERS_SHIFT);
    }
  }

  /** Makes one leaf of the entries of a prefix, or, if it cannot hold them, two of each half. */
  private void split(int from, int to, int prefixLength, long prefix) throws ZapException {
    if (ZapLeaf.holds(entries, from, to)) {
      leaves.add(new ZapLeaf(from, to, prefixLength, prefix));
      return;
    }
    if (prefixLength == MAX_SHIFT) {
      throw new ZapException(
          (to - from) + " names of one directory have the same hash: rename some of them");
    }
    int middle = from;
    while (middle < to && (entries.hash(middle) << prefixLength) >= 0) {
      middle++;
    }
    split(from, middle, prefixLength + 1, prefix << 1);
    split(middle, to, prefixLength + 1, prefix << 1 | 1);
  }

  @Override
  public int blockSize() {
    return BLOCK;
  }

  @Override
  public int blockCount() {
    return 1 + leaves.size() + tableBlocks;
  }

  @Override
  public int entryCount() {
    return entries.size();
  }

  @Override
  public void copyBlock(int block, byte[] target, int offset) {
    Objects.checkIndex(block, blockCount());
    Arrays.fill(target, offset, offset + BLOCK, (byte) 0);
    if (block == 0) {
      putHeader(target, offset);
    } else if (block <= leaves.size()) {
      leaves.get(block - 1).write(entries, target, offset);
    } else {
      int first = (block - 1 - leaves.size()) << POINTERS_SHIFT;
      putPointers(target, offset, first, 1 << POINTERS_SHIFT);
    }
  }

  private void putHeader(byte[] target, int offset) {
    Bytes.put64(target, offset, BLOCK_TYPE);
    Bytes.put64(target, offset + 8, MAGIC);
    Bytes.put64(target, offset + 16, tableBlocks == 0 ? 0 : leaves.size() + 1);
    Bytes.put64(target, offset + 24, tableBlocks);
    Bytes.put64(target, offset + 32, shift);
    Bytes.put64(target, offset + 56, blockCount());
    Bytes.put64(target, offset + 64, leaves.size());
    Bytes.put64(target, offset + 72, entries.size());
    Bytes.put64(target, offset + 80, entries.salt());
    if (tableBlocks == 0) {
      putPointers(target, offset + BLOCK / 2, 0, 1 << EMBEDDED_SHIFT);
    }
  }

  private void putPointers(byte[] target, int at, int first, int count) {
    int leaf = leafOf(first);
    for (int i = 0; i < count; i++) {
      while (leaf + 1 < leaves.size() && leaves.get(leaf + 1).firstPointer(shift) <= first + i) {
        leaf++;
      }
      Bytes.put64(target, at + 8 * i, leaf + 1);
    }
  }

  /** The last leaf that begins at or before an entry of the pointer table. */
  private int leafOf(int pointer) {
    int low = 0;
    int high = leaves.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (leaves.get(middle).firstPointer(shift) <= pointer) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
