package org.heliosimage.ufs.write;

import org.heliosimage.codec.Bytes;
import org.heliosimage.ufs.UfsException;
import org.heliosimage.ufs.UfsSpec;

/**
 * Where everything is in a UFS of blocks of 4 KiB in four fragments. Addresses are numbers of
 * fragments. The rules are those of {@code newfs} for a file without a partition table, which
 * pretends to be a disk of one head with sectors enough on each cylinder.
 *
 * @param sectors sectors of a cylinder
 * @param cylinders cylinders in use, the last of them perhaps in part
 * @param groupCylinders cylinders of a group
 * @param groupInodes inodes of a group
 * @param groups number of groups
 * @param size fragments in use
 */
record Layout(
    int sectors, int cylinders, int groupCylinders, int groupInodes, int groups, int size) {

  static final int SECTOR = 512;
  static final int FRAGMENT = 1024;
  static final int BLOCK = 4096;
  static final int BLOCK_FRAGMENTS = BLOCK / FRAGMENT;
  static final int INODE = 128;
  static final int BLOCK_INODES = BLOCK / INODE;
  static final int FRAGMENT_INODES = FRAGMENT / INODE;

  /** Rotational positions that a group counts its free blocks by. */
  static final int POSITIONS = 8;

  /** Places in a group: copy of the superblock, group block, first inode. */
  static final int SUPERBLOCK_AT = 16;

  static final int GROUP_AT = 24;
  static final int INODES_AT = 28;

  /** Bytes of one group's counts in the summary. */
  static final int SUMMARY = 16;

  private static final int SMALL = 2 << 20;
  private static final int SMALL_CYLINDER = 102_400;
  private static final int CYLINDER = 307_200;
  private static final int LEAST_GROUP = 16;
  private static final int GROUP_PER_GIB = 32;
  private static final int GROUP_HEADER = 172;
  private static final int MOST_INODES = (int) Bytes.roundUp(BLOCK * 8 / 3, BLOCK_INODES);
  private static final long LEAST_DENSITY = 512;
  private static final long MOST_DENSITY = 2 << 20;

  /** The layout of a file system. */
  static Layout of(UfsSpec spec) throws UfsException {
    long density = spec.density();
    if (density < LEAST_DENSITY || density > MOST_DENSITY) {
      throw new UfsException(
          "a UFS cannot have an inode for every "
              + density
              + " bytes: the number is one from "
              + LEAST_DENSITY
              + " to "
              + MOST_DENSITY);
    }
    long size = spec.size();
    long cylinders = Math.max(1, size / (size < SMALL ? SMALL_CYLINDER : CYLINDER));
    long sectors = size / SECTOR / cylinders;
    long fragments = cylinders * sectors / 2;
    if (sectors < 1 || fragments > Integer.MAX_VALUE) {
      throw new UfsException("a UFS cannot have " + size + " bytes");
    }
    int step = step(sectors);
    long cylinderBytes = sectors * SECTOR;
    long wanted = Math.max(LEAST_GROUP, GROUP_PER_GIB * (size >> 30));
    long group = Bytes.roundUp(Math.min(wanted, mostCylinders(sectors)), step);
    long inodes = inodes(group, cylinderBytes, density);
    while (group > 0 && (inodes > MOST_INODES || groupSize(group, inodes, sectors) > BLOCK)) {
      group -= step;
      inodes = inodes(group, cylinderBytes, density);
    }
    if (group <= 0) {
      throw new UfsException("a UFS of " + size + " bytes cannot have so many inodes");
    }
    return of(sectors, ceil(fragments * 2, sectors), group, inodes, fragments);
  }

  /** The last group goes if it has no room for its own inodes. */
  private static Layout of(long sectors, long cylinders, long group, long inodes, long fragments)
      throws UfsException {
    long groups = ceil(cylinders, group);
    long groupFragments = group * sectors / 2;
    long metadata = INODES_AT + inodes / FRAGMENT_INODES;
    if (fragments - (groups - 1) * groupFragments < metadata) {
      groups--;
      cylinders -= cylinders % group;
      fragments = cylinders * sectors / 2;
    }
    if (groups < 1 || metadata + summaryFragments(groups) > Math.min(groupFragments, fragments)) {
      throw new UfsException(
          "a UFS of " + fragments * FRAGMENT + " bytes has no room for its inodes");
    }
    return new Layout(
        (int) sectors, (int) cylinders, (int) group, (int) inodes, (int) groups, (int) fragments);
  }

  /** Groups begin at whole blocks, so their cylinders are a multiple of this number. */
  private static int step(long sectors) {
    int step = BLOCK / SECTOR;
    for (long rest = sectors; step > 1 && rest % 2 == 0; rest /= 2) {
      step /= 2;
    }
    return step;
  }

  private static long mostCylinders(long sectors) {
    return (BLOCK - GROUP_HEADER - ceil(MOST_INODES, 8)) / (4 + 2 * POSITIONS + sectors / 64);
  }

  private static long inodes(long group, long cylinderBytes, long density) {
    long guess = Math.min(Bytes.roundUp(cylinderBytes / INODE, BLOCK_INODES), MOST_INODES);
    long used = (INODES_AT + guess / FRAGMENT_INODES) * FRAGMENT;
    return Bytes.roundUp(Math.max(1, (group * cylinderBytes - used) / density), BLOCK_INODES);
  }

  private static long groupSize(long group, long inodes, long sectors) {
    return GROUP_HEADER
        + group * (4 + 2 * POSITIONS)
        + ceil(inodes, 8)
        + ceil(group * sectors / 2, 8);
  }

  private static long ceil(long value, long divisor) {
    return (value + divisor - 1) / divisor;
  }

  private static long summaryFragments(long groups) {
    return ceil(groups * SUMMARY, FRAGMENT);
  }

  int groupFragments() {
    return groupCylinders * sectors / 2;
  }

  /** Size of a group block that is in use. */
  int groupSize() {
    return (int) groupSize(groupCylinders, groupInodes, sectors);
  }

  /** Where the inodes of a group end, counted from where the group begins. */
  int dataAt() {
    return INODES_AT + groupInodes / FRAGMENT_INODES;
  }

  int groupStart(int group) {
    return group * groupFragments();
  }

  int groupEnd(int group) {
    return Math.min(size, groupStart(group) + groupFragments());
  }

  /** Cylinders of a group; the last group has what is left. */
  int cylindersOf(int group) {
    return group == groups - 1 ? cylinders - groupCylinders * group : groupCylinders;
  }

  /** Where the summary is. */
  int summaryAt() {
    return dataAt();
  }

  int summaryFragments() {
    return (int) summaryFragments(groups);
  }

  /** Where metadata end that are no file's, counted from where the group begins. */
  int firstData(int group) {
    return dataAt() + (group == 0 ? summaryFragments() : 0);
  }

  /** Fragments for files. */
  int dataSize() {
    int data = 0;
    for (int group = 0; group < groups; group++) {
      data += groupEnd(group) - groupStart(group) - firstData(group);
      data += group == 0 ? 0 : SUPERBLOCK_AT;
    }
    return data;
  }

  int inodes() {
    return groups * groupInodes;
  }
}
