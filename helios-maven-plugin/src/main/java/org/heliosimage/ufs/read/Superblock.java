package org.heliosimage.ufs.read;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.codec.Bytes;

/** The superblock, whose offsets are in the package above. */
final class Superblock {

  static final int POSITION = 8192;
  static final int LENGTH = 1380;
  static final int SECTOR = 512;
  static final int INODE = 128;

  /** Bytes that are kept for the superblock and for each of its copies. */
  private static final int SLOT = 8192;

  private static final int MAGIC = 0x0001_1954;
  private static final int SOUND = 0x7c26_9d38;

  /** Ranges of what nobody changes, so that all copies agree. */
  private static final int[][] CONSTANT = {
    {8, 32}, {36, 132}, {144, 192}, {856, 860}, {1320, 1324}, {1336, 1376}
  };

  private final byte[] bytes;

  Superblock(byte[] bytes) {
    this.bytes = bytes;
  }

  private int at(int offset) {
    return Bytes.i32(bytes, offset);
  }

  int superblockAt() {
    return at(8);
  }

  int groupAt() {
    return at(12);
  }

  int inodesAt() {
    return at(16);
  }

  int dataAt() {
    return at(20);
  }

  int size() {
    return at(36);
  }

  int dataSize() {
    return at(40);
  }

  int groups() {
    return at(44);
  }

  int block() {
    return at(48);
  }

  int fragment() {
    return at(52);
  }

  /** Fragments of a block. */
  int fragments() {
    return at(56);
  }

  int addresses() {
    return at(116);
  }

  int sectorsPerFragment() {
    return at(124);
  }

  int summaryAt() {
    return at(152);
  }

  int summarySize() {
    return at(156);
  }

  int trackSectors() {
    return at(168);
  }

  int cylinderSectors() {
    return at(172);
  }

  int cylinders() {
    return at(176);
  }

  int groupCylinders() {
    return at(180);
  }

  int groupInodes() {
    return at(184);
  }

  int groupFragments() {
    return at(188);
  }

  int positions() {
    return at(1360);
  }

  Counts counts() {
    return Counts.decode(bytes, 192);
  }

  /** Where the metadata of a group are counted from. */
  int groupStart(int group) {
    return group * groupFragments() + at(24) * (group & ~at(28));
  }

  int groupEnd(int group) {
    return (int) Math.min(size(), (group + 1L) * groupFragments());
  }

  int summaryFragments() {
    return summarySize() / fragment();
  }

  int inodes() {
    return groups() * groupInodes();
  }

  /** Whether a copy says the same where it must. */
  boolean agreesWith(Superblock other) {
    for (int[] range : CONSTANT) {
      for (int offset = range[0]; offset < range[1]; offset += 4) {
        if (at(offset) != other.at(offset)) {
          return false;
        }
      }
    }
    return true;
  }

  /** What is wrong; without findings all places lie within the image. */
  List<String> problems(long imageSize) {
    Problems problems = new Problems();
    problems.check(at(1372) == MAGIC, "has no UFS magic number");
    problems.check(block() == 4096 || block() == 8192, "has a wrong block size");
    problems.check(
        Integer.bitCount(fragment()) == 1 && fragment() >= SECTOR && fragment() <= block(),
        "has a wrong fragment size");
    if (problems.list.isEmpty()) {
      units(problems);
      places(problems);
    }
    if (problems.list.isEmpty()) {
      amounts(problems, imageSize);
      state(problems);
    }
    return problems.list;
  }

  private static final class Problems {
    private final List<String> list = new ArrayList<>();

    private void check(boolean sound, String problem) {
      if (!sound) {
        list.add(problem);
      }
    }
  }

  private void units(Problems problems) {
    int block = block();
    int fragment = fragment();
    problems.check(
        at(56) == block / fragment && at(56) <= 8, "has a wrong number of fragments of a block");
    problems.check(at(72) == -block && at(76) == -fragment, "has wrong masks");
    problems.check(1 << at(80) == block && at(80) < 32, "has a wrong shift of blocks");
    problems.check(1 << at(84) == fragment && at(84) < 32, "has a wrong shift of fragments");
    problems.check(at(96) == at(80) - at(84), "has a wrong shift between block and fragment");
    problems.check(
        at(100) == at(84) - Integer.numberOfTrailingZeros(SECTOR), "has a wrong shift of sectors");
    problems.check(at(124) == fragment / SECTOR, "has a wrong number of sectors of a fragment");
    problems.check(at(116) == block / 4, "has a wrong number of addresses of a block");
    problems.check(at(120) == block / INODE, "has a wrong number of inodes of a block");
    problems.check(at(108) == -(block / Counts.LENGTH), "has a wrong mask of the summary");
    problems.check(
        at(112) == Integer.numberOfTrailingZeros(block / Counts.LENGTH),
        "has a wrong shift of the summary");
    problems.check(
        Bytes.u64(bytes, 1340) == block - 1 && Bytes.u64(bytes, 1348) == fragment - 1,
        "has wrong masks of rests");
  }

  private void places(Problems problems) {
    int fragment = fragment();
    int slot = roundUp(SLOT / fragment, at(56));
    int superblock = roundUp((POSITION + SLOT) / fragment, at(56));
    problems.check(at(8) == superblock, "has a wrong place of its copies");
    problems.check(at(12) == superblock + slot, "has a wrong place of group blocks");
    problems.check(at(16) == at(12) + at(56), "has a wrong place of inodes");
    problems.check(
        groupInodes() > 0 && groupInodes() % (block() / INODE) == 0 && groupInodes() < 1 << 16,
        "has a wrong number of inodes of a group");
    problems.check(
        at(20) == at(16) + groupInodes() / (fragment / INODE), "has a wrong place of data");
    problems.check(
        at(104) >= LENGTH && at(104) <= SLOT && at(104) % fragment == 0,
        "has a wrong size of itself");
    problems.check(
        at(160) > 0 && at(160) <= block() && at(160) % fragment == 0,
        "has a wrong size of group blocks");
    problems.check(
        at(164) > 0
            && at(168) > 0
            && at(168) <= 1 << 15
            && (long) at(164) * at(168) == at(172)
            && at(1336) == at(168),
        "has wrong numbers of sectors");
    problems.check(
        at(180) > 0
            && (long) at(180) * at(172) == (long) at(188) * at(124)
            && at(188) % at(56) == 0
            && at(188) > at(20),
        "has a wrong size of groups");
    problems.check(
        at(24) == roundUp((at(168) + at(124) - 1) / Math.max(1, at(124)), at(56))
            && at(28) == (at(164) <= 1 ? -1 : -Integer.highestOneBit(2 * at(164) - 1)),
        "has a wrong offset of groups");
    problems.check(
        at(1360) > 0 && at(1360) <= at(168) && at(1356) == 1, "has wrong rotational positions");
  }

  private void amounts(Problems problems, long imageSize) {
    long size = size();
    problems.check(
        size > dataAt() && size * fragment() <= imageSize, "has a size that the image has not");
    problems.check(at(176) == ceil(size * at(124), at(172)), "has a wrong number of cylinders");
    problems.check(at(44) == ceil(at(176), at(180)), "has a wrong number of groups");
    problems.check(at(152) == at(20), "has a wrong place of the summary");
    problems.check(
        at(156) == ceil((long) at(44) * Counts.LENGTH, fragment()) * fragment(),
        "has a wrong size of the summary");
    if (problems.list.isEmpty()) {
      int last = groups() - 1;
      problems.check(
          groupStart(last) + dataAt() <= groupEnd(last)
              && (last > 0 || dataAt() + summaryFragments() <= groupEnd(0)),
          "has a last group without room for its inodes");
    }
  }

  private void state(Problems problems) {
    int clean = Bytes.u8(bytes, 209);
    problems.check(clean == 1 || clean == 2 || clean == 0xfd, "is not marked clean");
    problems.check(at(132) + at(32) == SOUND, "has a state that does not fit its time");
    problems.check(at(1320) == 0 || at(1320) == 2, "has a version that nobody knows");
    problems.check(at(60) >= 0 && at(60) < 100, "keeps a wrong part of itself free");
    problems.check(at(128) == 0 || at(128) == 1, "has a wrong optimisation");
  }

  private static int roundUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }

  private static long ceil(long value, long divisor) {
    return (value + divisor - 1) / divisor;
  }
}
