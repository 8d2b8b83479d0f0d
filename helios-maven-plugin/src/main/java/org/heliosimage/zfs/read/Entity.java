package org.heliosimage.zfs.read;

import org.jspecify.annotations.Nullable;

/** What is known of one object of a file system while all objects are visited. */
final class Entity {

  /** Type of the object, 0 as long as only a name of it was seen. */
  private int type;

  private @Nullable Znode node;
  private long charged;
  private boolean accounted;
  private long names;
  private long entries;
  private long subdirectories;
  private long directory;
  private int kind = -1;
  private boolean kindsDiffer;

  synchronized void seen(int newType) {
    type = newType;
  }

  synchronized void is(Znode newNode, long newCharged, boolean newAccounted) {
    node = newNode;
    charged = newCharged;
    accounted = newAccounted;
  }

  /** Notes a name of this object in a directory. */
  synchronized void named(long inDirectory, int asKind) {
    names++;
    directory = inDirectory;
    kindsDiffer |= kind >= 0 && kind != asKind;
    kind = asKind;
  }

  /** Notes an entry of this directory. */
  synchronized void lists(boolean subdirectory) {
    entries++;
    subdirectories += subdirectory ? 1 : 0;
  }

  synchronized int type() {
    return type;
  }

  synchronized @Nullable Znode node() {
    return node;
  }

  /** Bytes that count for the owner. */
  synchronized long charged() {
    return charged;
  }

  /** Whether the object says that its owner was charged. */
  synchronized boolean accounted() {
    return accounted;
  }

  synchronized long names() {
    return names;
  }

  synchronized long entries() {
    return entries;
  }

  synchronized long subdirectories() {
    return subdirectories;
  }

  /** A directory that lists this object, 0 if none does. */
  synchronized long directory() {
    return directory;
  }

  /** The kind that all names of the object agree on, as type bits of a mode; -1 if they do not. */
  synchronized int namedKind() {
    return kindsDiffer ? -1 : kind;
  }
}
