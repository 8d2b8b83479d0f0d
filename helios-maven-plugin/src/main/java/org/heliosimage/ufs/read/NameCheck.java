package org.heliosimage.ufs.read;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.heliosimage.ufs.UfsException;
import org.heliosimage.ufs.read.DirectoryEntries.Entry;

/** Walks all directories: every inode has a name, and as many of them as it says. */
final class NameCheck {

  private final Volume volume;
  private final InodeCheck inodes;
  private final Check check;
  private final int[] names;
  private final BitSet reached = new BitSet();
  private final Deque<Integer> rest = new ArrayDeque<>();

  NameCheck(Volume volume, InodeCheck inodes, Check check) {
    this.volume = volume;
    this.inodes = inodes;
    this.check = check;
    this.names = new int[volume.superblock().inodes()];
  }

  void run() throws IOException {
    if (!inodes.directories().get(Inode.ROOT)) {
      check.add("inode " + Inode.ROOT, "is the root and no directory");
      return;
    }
    reached.set(Inode.ROOT);
    directory(Inode.ROOT, Inode.ROOT);
    while (!rest.isEmpty()) {
      int parent = rest.pop();
      directory(rest.pop(), parent);
    }
    for (int inode = Inode.ROOT; inode < names.length; inode++) {
      if (inodes.inUse().get(inode)) {
        verdict(inode);
      }
    }
  }

  private void verdict(int inode) {
    if (!reached.get(inode)) {
      check.add("inode " + inode, "is in use and has no name");
    } else if (names[inode] != inodes.names(inode)) {
      check.add(
          "inode " + inode,
          "says it has " + inodes.names(inode) + " names and has " + names[inode]);
    }
  }

  private void directory(int number, int parent) throws IOException {
    List<Entry> entries;
    try {
      entries = DirectoryEntries.read(volume, volume.inode(number));
    } catch (UfsException e) {
      check.add("inode " + number, String.valueOf(e.getMessage()));
      return;
    }
    if (entries.get(1).inode() != parent) {
      check.add("inode " + number, "has another parent than it says");
    }
    boolean lostFound = false;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!volume.isInode(entry.inode()) || !inodes.inUse().get(entry.inode())) {
        check.add(
            "inode " + number, "has the name " + entry.name() + " for an inode that is not in use");
        continue;
      }
      names[entry.inode()]++;
      if (i > 1) {
        child(number, entry);
        lostFound |= entry.name().equals("lost+found");
      }
    }
    if (number == Inode.ROOT && !lostFound) {
      check.add("inode " + number, "has no lost+found");
    }
  }

  private void child(int parent, Entry entry) {
    boolean known = reached.get(entry.inode());
    reached.set(entry.inode());
    if (!inodes.directories().get(entry.inode())) {
      return;
    }
    if (known) {
      check.add("inode " + parent, "has a second name for the directory " + entry.inode());
    } else {
      rest.push(entry.inode());
      rest.push(parent);
    }
  }
}
