package org.heliosimage.ufs.write;

import org.heliosimage.codec.Bytes;
import org.heliosimage.ufs.write.Groups.Counts;

/** The bytes of the superblock. */
final class SuperblockImage {

  static final int SIZE = 2048;

  private static final int MAGIC = 0x0001_1954;

  /** State and time of a sound file system add up to this. */
  private static final int SOUND = 0x7c26_9d38;

  private static final int CLEAN = 1;
  private static final int FOR_SPACE = 1;
  private static final int DYNAMIC_TABLES = 1;

  private SuperblockImage() {}

  static byte[] encode(Layout layout, Counts counts, int time, int identity) {
    byte[] block = new byte[SIZE];
    places(block, layout);
    units(block);
    Bytes.put32(block, 32, time);
    Bytes.put32(block, 36, layout.size());
    Bytes.put32(block, 40, layout.dataSize());
    Bytes.put32(block, 44, layout.groups());
    Bytes.put32(block, 68, 120);
    Bytes.put32(block, 88, 2);
    Bytes.put32(block, 92, Layout.BLOCK / 4);
    Bytes.put32(block, 128, FOR_SPACE);
    Bytes.put32(block, 132, SOUND - time);
    Bytes.put32(block, 144, time);
    Bytes.put32(block, 148, identity);
    Bytes.put32(block, 164, 1);
    Bytes.put32(block, 168, layout.sectors());
    Bytes.put32(block, 172, layout.sectors());
    Bytes.put32(block, 176, layout.cylinders());
    Bytes.put32(block, 180, layout.groupCylinders());
    Bytes.put32(block, 184, layout.groupInodes());
    Bytes.put32(block, 188, layout.groupFragments());
    counts.encode(block, 192);
    Bytes.put8(block, 209, CLEAN);
    Bytes.put32(block, 1336, layout.sectors());
    Bytes.put32(block, 1356, DYNAMIC_TABLES);
    Bytes.put32(block, 1360, Layout.POSITIONS);
    Bytes.put32(block, 1372, MAGIC);
    return block;
  }

  /** What begins where. */
  private static void places(byte[] block, Layout layout) {
    Bytes.put32(block, 8, Layout.SUPERBLOCK_AT);
    Bytes.put32(block, 12, Layout.GROUP_AT);
    Bytes.put32(block, 16, Layout.INODES_AT);
    Bytes.put32(block, 20, layout.dataAt());
    // Superblock copies would move by a track from group to group if there were several tracks.
    Bytes.put32(block, 24, (int) Bytes.roundUp((layout.sectors() + 1) / 2, 4));
    Bytes.put32(block, 28, -1);
    Bytes.put32(block, 104, SIZE);
    Bytes.put32(block, 152, layout.summaryAt());
    Bytes.put32(block, 156, layout.summaryFragments() * Layout.FRAGMENT);
    Bytes.put32(block, 160, (int) Bytes.roundUp(layout.groupSize(), Layout.FRAGMENT));
  }

  /** Sizes of things, their masks and shifts. */
  private static void units(byte[] block) {
    Bytes.put32(block, 48, Layout.BLOCK);
    Bytes.put32(block, 52, Layout.FRAGMENT);
    Bytes.put32(block, 56, Layout.BLOCK_FRAGMENTS);
    Bytes.put32(block, 72, -Layout.BLOCK);
    Bytes.put32(block, 76, -Layout.FRAGMENT);
    Bytes.put32(block, 80, shift(Layout.BLOCK));
    Bytes.put32(block, 84, shift(Layout.FRAGMENT));
    Bytes.put32(block, 96, shift(Layout.BLOCK_FRAGMENTS));
    Bytes.put32(block, 100, shift(Layout.FRAGMENT / Layout.SECTOR));
    int summaries = Layout.BLOCK / Layout.SUMMARY;
    Bytes.put32(block, 108, -summaries);
    Bytes.put32(block, 112, shift(summaries));
    Bytes.put32(block, 116, Layout.BLOCK / 4);
    Bytes.put32(block, 120, Layout.BLOCK_INODES);
    Bytes.put32(block, 124, Layout.FRAGMENT / Layout.SECTOR);
    Bytes.put64(block, 1340, Layout.BLOCK - 1);
    Bytes.put64(block, 1348, Layout.FRAGMENT - 1);
  }

  private static int shift(int powerOfTwo) {
    return Integer.numberOfTrailingZeros(powerOfTwo);
  }
}
