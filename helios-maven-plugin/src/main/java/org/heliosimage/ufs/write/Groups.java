package org.heliosimage.ufs.write;

import java.util.BitSet;
import org.heliosimage.codec.Bytes;

/** The group blocks, and the counts in them that superblock and summary repeat. */
final class Groups {

  private static final int MAGIC = 0x0009_0255;
  private static final int TABLES = 168;
  private static final int BLOCK = Layout.BLOCK_FRAGMENTS;

  private final Layout layout;
  private final BitSet free;
  private final BitSet directories;
  private final int inodes;

  /**
   * What there is when everything is written.
   *
   * @param free free fragments
   * @param directories inodes that are directories
   * @param inodes inodes in use, which are the first ones
   */
  Groups(Layout layout, BitSet free, BitSet directories, int inodes) {
    this.layout = layout;
    this.free = free;
    this.directories = directories;
    this.inodes = inodes;
  }

  /**
   * What superblock, summary and groups count.
   *
   * @param blocks free blocks
   * @param inodes free inodes
   * @param fragments free fragments that are not in free blocks
   */
  record Counts(int directories, int blocks, int inodes, int fragments) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          directories + other.directories,
          blocks + other.blocks,
          inodes + other.inodes,
          fragments + other.fragments);
    }

    void encode(byte[] target, int at) {
      Bytes.put32(target, at, directories);
      Bytes.put32(target, at + 4, blocks);
      Bytes.put32(target, at + 8, inodes);
      Bytes.put32(target, at + 12, fragments);
    }
  }

  /** A group block with its counts. */
  static final class Group {
    private final byte[] block;
    private final Counts counts;

    private Group(byte[] block, Counts counts) {
      this.block = block;
      this.counts = counts;
    }

    byte[] block() {
      return block;
    }

    Counts counts() {
      return counts;
    }
  }

  Group encode(int group, int time) {
    int fragments = layout.groupEnd(group) - layout.groupStart(group);
    int perCylinder = TABLES + 4 * layout.groupCylinders();
    int inodeMap = perCylinder + 2 * Layout.POSITIONS * layout.groupCylinders();
    int freeMap = inodeMap + (layout.groupInodes() + 7) / 8;
    byte[] block = new byte[Layout.BLOCK];
    Bytes.put32(block, 4, MAGIC);
    Bytes.put32(block, 8, time);
    Bytes.put32(block, 12, group);
    Bytes.put16(block, 16, layout.cylindersOf(group));
    Bytes.put16(block, 18, layout.groupInodes());
    Bytes.put32(block, 20, fragments);
    Bytes.put32(block, 84, TABLES);
    Bytes.put32(block, 88, perCylinder);
    Bytes.put32(block, 92, inodeMap);
    Bytes.put32(block, 96, freeMap);
    Bytes.put32(block, 100, freeMap + (layout.groupFragments() + 7) / 8);
    int used = inodesUsed(group);
    for (int inode = 0; inode < used; inode++) {
      setBit(block, inodeMap, inode);
    }
    int freeBlocks = 0;
    int freeFragments = 0;
    for (int at = 0; at < fragments; at += BLOCK) {
      int count = Math.min(BLOCK, fragments - at);
      int free = freeOf(block, freeMap, group, at, count);
      if (free == BLOCK) {
        freeBlocks++;
        countBlock(block, perCylinder, at);
      } else {
        freeFragments += free;
      }
    }
    int first = group * layout.groupInodes();
    Counts counts =
        new Counts(
            directories.get(first, first + layout.groupInodes()).cardinality(),
            freeBlocks,
            layout.groupInodes() - used,
            freeFragments);
    counts.encode(block, 24);
    return new Group(block, counts);
  }

  private int inodesUsed(int group) {
    int first = group * layout.groupInodes();
    return Math.max(0, Math.min(layout.groupInodes(), inodes - first));
  }

  /** Notes which fragments of a block are free, and how long their runs are. */
  private int freeOf(byte[] block, int freeMap, int group, int at, int count) {
    int start = layout.groupStart(group) + at;
    int total = 0;
    int run = 0;
    for (int i = 0; i <= count; i++) {
      if (i < count && free.get(start + i)) {
        setBit(block, freeMap, at + i);
        total++;
        run++;
      } else {
        if (run > 0 && run < BLOCK) {
          add32(block, 52 + 4 * run);
        }
        run = 0;
      }
    }
    return total;
  }

  private void countBlock(byte[] block, int perCylinder, int at) {
    int sector = at * (Layout.FRAGMENT / Layout.SECTOR);
    int cylinder = sector / layout.sectors();
    int position = sector % layout.sectors() * Layout.POSITIONS / layout.sectors();
    add32(block, TABLES + 4 * cylinder);
    int slot = perCylinder + 2 * (cylinder * Layout.POSITIONS + position);
    Bytes.put16(block, slot, Bytes.u16(block, slot) + 1);
  }

  private static void add32(byte[] block, int at) {
    Bytes.put32(block, at, Bytes.i32(block, at) + 1);
  }

  private static void setBit(byte[] block, int map, int bit) {
    block[map + bit / 8] |= (byte) (1 << bit % 8);
  }
}
