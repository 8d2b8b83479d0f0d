package org.heliosimage.ufs.read;

import java.io.IOException;
import java.util.BitSet;
import org.heliosimage.codec.Bytes;

/** Compares group blocks, summary and superblock with what inodes take. */
final class GroupCheck {

  private static final int MAGIC = 0x0009_0255;
  private static final int TABLES = 168;
  private static final int LONGEST_RUN = 8;

  private final Volume volume;
  private final Superblock superblock;
  private final InodeCheck inodes;
  private final Check check;

  GroupCheck(Volume volume, InodeCheck inodes, Check check) {
    this.volume = volume;
    this.superblock = volume.superblock();
    this.inodes = inodes;
    this.check = check;
  }

  void run() throws IOException {
    byte[] summary = volume.read(superblock.summaryAt(), superblock.summarySize());
    Counts total = Counts.NONE;
    long data = 0;
    for (int group = 0; group < superblock.groups(); group++) {
      One one = new One(group);
      one.header();
      Counts counts = one.maps();
      Counts stated = Counts.decode(summary, group * Counts.LENGTH);
      if (!counts.equals(stated)) {
        check.add("summary", "says that group " + group + " has " + stated + ", it has " + counts);
      }
      total = total.plus(counts);
      data += one.data();
    }
    if (!total.equals(superblock.counts())) {
      check.add("superblock", "says there are " + superblock.counts() + ", there are " + total);
    }
    if (data != superblock.dataSize()) {
      check.add("superblock", "has a wrong number of fragments for data");
    }
  }

  /** One group. */
  private final class One {
    private final int group;
    private final int start;
    private final int fragments;
    private final byte[] block;
    private final byte[] expected;
    private final int perPosition;
    private final int inodeMap;
    private final int freeMap;
    private final int end;

    private One(int group) throws IOException {
      this.group = group;
      this.start = group * superblock.groupFragments();
      this.fragments = superblock.groupEnd(group) - start;
      this.block = volume.block(superblock.groupStart(group) + superblock.groupAt());
      this.expected = new byte[block.length];
      int cylinders = superblock.groupCylinders();
      this.perPosition = TABLES + 4 * cylinders;
      this.inodeMap = perPosition + 2 * superblock.positions() * cylinders;
      this.freeMap = inodeMap + (superblock.groupInodes() + 7) / 8;
      this.end = freeMap + (superblock.groupFragments() + 7) / 8;
    }

    private void header() {
      boolean last = group == superblock.groups() - 1;
      int cylinders =
          last
              ? superblock.cylinders() - superblock.groupCylinders() * group
              : superblock.groupCylinders();
      expect(Bytes.i32(block, 4) == MAGIC, "has no magic number");
      expect(Bytes.i32(block, 12) == group, "has a wrong number");
      expect(Bytes.u16(block, 16) == cylinders, "has a wrong number of cylinders");
      expect(Bytes.u16(block, 18) == superblock.groupInodes(), "has a wrong number of inodes");
      expect(Bytes.i32(block, 20) == fragments, "has a wrong number of fragments");
      expect(
          within(40, fragments) && within(44, fragments) && within(48, superblock.groupInodes()),
          "searches at places that are not there");
      expect(
          Bytes.i32(block, 84) == TABLES
              && Bytes.i32(block, 88) == perPosition
              && Bytes.i32(block, 92) == inodeMap
              && Bytes.i32(block, 96) == freeMap
              && Bytes.i32(block, 100) == end
              && end <= block.length,
          "has wrong places of its tables");
    }

    private boolean within(int offset, int bound) {
      int value = Bytes.i32(block, offset);
      return value >= 0 && value < bound;
    }

    private void expect(boolean sound, String problem) {
      if (!sound) {
        check.add("group " + group, problem);
      }
    }

    /** Makes the tables anew, compares, and counts. */
    private Counts maps() {
      if (end > block.length) {
        return Counts.NONE;
      }
      int usedInodes = inodeMap();
      int freeBlocks = 0;
      int freeFragments = 0;
      for (int at = 0; at < fragments; at += superblock.fragments()) {
        int free = blockOf(at);
        if (free == superblock.fragments()) {
          freeBlocks++;
          positions(at);
        } else {
          freeFragments += free;
        }
      }
      int first = group * superblock.groupInodes();
      BitSet directories = inodes.directories().get(first, first + superblock.groupInodes());
      Counts counts =
          new Counts(
              directories.cardinality(),
              freeBlocks,
              superblock.groupInodes() - usedInodes,
              freeFragments);
      Counts stated = Counts.decode(block, 24);
      expect(stated.equals(counts), "says it has " + stated + ", it has " + counts);
      compare(52, 52 + 4 * LONGEST_RUN, "runs of free fragments");
      compare(TABLES, perPosition, "free blocks of cylinders");
      compare(perPosition, inodeMap, "free blocks of rotational positions");
      compare(inodeMap, freeMap, "inodes in use");
      compare(freeMap, end, "free fragments");
      return counts;
    }

    private void compare(int from, int to, String what) {
      for (int at = from; at < to; at++) {
        if (block[at] != expected[at]) {
          check.add("group " + group, "has a wrong table of " + what + " at byte " + at);
          return;
        }
      }
    }

    private int inodeMap() {
      int used = 0;
      for (int i = 0; i < superblock.groupInodes(); i++) {
        int number = group * superblock.groupInodes() + i;
        if (number < Inode.ROOT || inodes.inUse().get(number)) {
          setBit(inodeMap, i);
          used++;
        }
      }
      return used;
    }

    /** Notes the free fragments of a block, and their runs if it is not wholly free. */
    private int blockOf(int at) {
      int total = 0;
      int run = 0;
      int count = Math.min(superblock.fragments(), fragments - at);
      for (int i = 0; i < count; i++) {
        if (inodes.taken().get(start + at + i)) {
          run(run);
          run = 0;
        } else {
          setBit(freeMap, at + i);
          total++;
          run++;
        }
      }
      run(run);
      return total;
    }

    private void run(int length) {
      if (length > 0 && length < superblock.fragments()) {
        int at = 52 + 4 * length;
        Bytes.put32(expected, at, Bytes.i32(expected, at) + 1);
      }
    }

    private void positions(int at) {
      int sector = at * superblock.sectorsPerFragment();
      int cylinder = sector / superblock.cylinderSectors();
      int inTrack = sector % superblock.cylinderSectors() % superblock.trackSectors();
      int position = inTrack * superblock.positions() / superblock.trackSectors();
      int perCylinder = TABLES + 4 * cylinder;
      Bytes.put32(expected, perCylinder, Bytes.i32(expected, perCylinder) + 1);
      int slot = perPosition + 2 * (cylinder * superblock.positions() + position);
      Bytes.put16(expected, slot, Bytes.u16(expected, slot) + 1);
    }

    private void setBit(int map, int bit) {
      expected[map + bit / 8] |= (byte) (1 << bit % 8);
    }

    /** Fragments that are no metadata. */
    private int data() {
      int metadata = superblock.dataAt() + (group == 0 ? superblock.summaryFragments() : 0);
      return fragments - metadata + (group == 0 ? 0 : superblock.superblockAt());
    }
  }
}
