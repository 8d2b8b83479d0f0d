package org.heliosimage.ufs.read;

import java.io.IOException;
import java.util.BitSet;
import org.heliosimage.codec.Bytes;

/** Looks at all inodes and at what they take. */
final class InodeCheck {

  private final Volume volume;
  private final Superblock superblock;
  private final Check check;
  private final BitSet taken;
  private final BitSet inUse = new BitSet();
  private final BitSet directories = new BitSet();
  private final short[] names;

  InodeCheck(Volume volume, Check check) {
    this.volume = volume;
    this.superblock = volume.superblock();
    this.check = check;
    this.taken = new BitSet(superblock.size());
    this.names = new short[superblock.inodes()];
  }

  /** Fragments that are in use for anything. */
  BitSet taken() {
    return taken;
  }

  /** Inodes that are in use, the first two excepted, which never are. */
  BitSet inUse() {
    return inUse;
  }

  BitSet directories() {
    return directories;
  }

  /** The number of names that an inode says it has. */
  int names(int inode) {
    return names[inode] & 0xffff;
  }

  void run() throws IOException {
    for (int group = 0; group < superblock.groups(); group++) {
      takeMetadata(group);
    }
    for (int group = 0; group < superblock.groups(); group++) {
      int count = superblock.groupInodes();
      byte[] table =
          volume.read(
              superblock.groupStart(group) + superblock.inodesAt(), count * Superblock.INODE);
      for (int i = 0; i < count; i++) {
        Inode inode = Inode.decode(group * count + i, table, i * Superblock.INODE);
        if (inode.inUse()) {
          add(inode);
        }
      }
    }
  }

  /** What comes before the first superblock copy is metadata in the first group only. */
  private void takeMetadata(int group) {
    int start = superblock.groupStart(group);
    int from = group == 0 ? 0 : start + superblock.superblockAt();
    int more = group == 0 ? superblock.summaryFragments() : 0;
    taken.set(from, start + superblock.dataAt() + more);
  }

  private void add(Inode inode) throws IOException {
    int number = inode.number();
    if (number < Inode.ROOT) {
      add(inode, "is in use and must not be");
      return;
    }
    inUse.set(number);
    directories.set(number, inode.isDirectory());
    names[number] = (short) inode.names();
    if (!inode.hasData() && !inode.isDevice() && inode.type() != Inode.FIFO) {
      add(inode, "is of a type that nobody knows");
      return;
    }
    if (inode.accessList() != 0) {
      add(inode, "has an access control list, which cannot be checked");
    }
    if (inode.extendedAttributes() != 0) {
      add(inode, "has extended attributes, which cannot be checked");
    }
    if (!inode.ownersAgree()) {
      add(inode, "has different owners in 16 and in 32 bits");
    }
    new Blocks(inode).run();
  }

  private void add(Inode inode, String problem) {
    check.add("inode " + inode.number(), problem);
  }

  /** The blocks of one inode. */
  private final class Blocks {
    private final Inode inode;
    private final long count;
    private final int lastFragments;
    private long fragments;
    private long reached;
    private boolean holes;

    private Blocks(Inode inode) {
      this.inode = inode;
      long size = inode.hasData() ? inode.size() : 0;
      int block = superblock.block();
      this.count = size / block + (size % block > 0 ? 1 : 0);
      int rest = (int) (size % block);
      this.lastFragments =
          rest == 0 || count > Inode.DIRECT
              ? superblock.fragments()
              : (rest + superblock.fragment() - 1) / superblock.fragment();
    }

    private void run() throws IOException {
      if (inode.size() < 0 || count > most() || (!inode.hasData() && inode.size() != 0)) {
        add(inode, "has a wrong size");
        return;
      }
      for (int i = 0; i < Inode.DIRECT; i++) {
        // The number of a device is where others have an address.
        if (!inode.isDevice() || i != 1) {
          data(inode.direct(i));
        }
      }
      reached = Inode.DIRECT;
      for (int level = 1; level <= Inode.LEVELS; level++) {
        table(level, inode.indirect(level));
      }
      if (holes && inode.type() != Inode.REGULAR) {
        add(inode, "has holes, which only regular files may have");
      }
      if (fragments * superblock.sectorsPerFragment() != inode.sectors()) {
        add(
            inode,
            "says it takes "
                + inode.sectors()
                + " sectors and takes "
                + fragments * superblock.sectorsPerFragment());
      }
    }

    private long most() {
      long addresses = superblock.addresses();
      return Inode.DIRECT + addresses * (1 + addresses * (1 + addresses));
    }

    private void table(int level, int address) throws IOException {
      long span = 1;
      for (int i = 0; i < level; i++) {
        span *= superblock.addresses();
      }
      if (address == 0) {
        holes |= reached < count;
        reached += span;
        return;
      }
      if (reached >= count) {
        add(inode, "has blocks behind its end");
      }
      if (!take(address, superblock.fragments())) {
        reached += span;
        return;
      }
      byte[] addresses = volume.block(address);
      for (int slot = 0; slot < superblock.addresses(); slot++) {
        int next = Bytes.i32(addresses, 4 * slot);
        if (level > 1) {
          table(level - 1, next);
        } else {
          data(next);
        }
      }
    }

    private void data(int address) {
      long index = reached++;
      if (address == 0) {
        holes |= index < count;
      } else if (index >= count) {
        add(inode, "has blocks behind its end");
      } else {
        take(address, index == count - 1 ? lastFragments : superblock.fragments());
      }
    }

    /** A run of fragments lies within one block. */
    private boolean take(int address, int length) {
      int inBlock = Math.floorMod(address, superblock.fragments());
      if (!volume.has(address, length) || inBlock + length > superblock.fragments()) {
        add(inode, "has a block at " + address + ", where there is none");
        return false;
      }
      fragments += length;
      if (taken.nextSetBit(address) >= 0 && taken.nextSetBit(address) < address + length) {
        add(inode, "has a block at " + address + " that is in use for something else");
        return false;
      }
      taken.set(address, address + length);
      return true;
    }
  }
}
