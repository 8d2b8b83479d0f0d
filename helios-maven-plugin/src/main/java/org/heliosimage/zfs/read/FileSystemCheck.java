package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Judges how the objects of a file system hang together, after all of them were visited. */
final class FileSystemCheck {

  private final FileSystem system;
  private final Map<Long, Entity> entities;
  private final Trouble trouble;

  FileSystemCheck(FileSystem system, Map<Long, Entity> entities, Trouble trouble) {
    this.system = system;
    this.entities = entities;
    this.trouble = trouble;
  }

  void run() throws IOException {
    Set<Long> skeleton = system.skeleton();
    Set<Long> unlinked = new HashSet<>();
    for (ZapEntry entry : ZapScan.read(system.set().open(system.unlinked()))) {
      unlinked.add(entry.number());
    }
    Set<Long> rooted = new HashSet<>();
    rooted.add(system.root());
    rooted.add(system.shares());
    for (long object : rooted) {
      if (object != 0 && !entities.containsKey(object)) {
        trouble.report(object, "", "is a root of the file system but does not exist");
      }
    }
    entities.forEach(
        (object, entity) -> {
          if (entity.type() == 0) {
            trouble.report(object, "", "has a name but does not exist");
          } else if (entity.node() == null) {
            if (!skeleton.contains(object)) {
              trouble.report(object, "", "is neither a file nor part of the file system itself");
            }
          } else if (entity.names() == 0
              && !rooted.contains(object)
              && !unlinked.contains(object)) {
            trouble.report(object, "", "is a file without a name");
          } else if (!unlinked.contains(object)) {
            one(object, entity, entity.node(), rooted.contains(object));
          }
        });
    checkLoops(rooted);
  }

  private void one(long object, Entity entity, Znode node, boolean root) {
    if (!root && entity.namedKind() != node.kind()) {
      trouble.report(object, "", "is of another kind than its name says");
    }
    boolean directory = node.kind() == Znode.DIRECTORY;
    long links = directory ? 2 + entity.subdirectories() : entity.names();
    if (node.links() != links) {
      trouble.report(object, "", "has a link count of " + node.links() + " instead of " + links);
    }
    if (directory) {
      if (entity.names() > (root ? 0 : 1)) {
        trouble.report(object, "", "is a directory with " + entity.names() + " names");
      }
      long expected = entity.entries() + 2;
      if (node.size() != expected) {
        trouble.report(
            object, "", "is a directory of size " + node.size() + " instead of " + expected);
      }
      if (node.parent() != (root ? object : entity.directory())) {
        trouble.report(object, "", "has the wrong parent " + node.parent());
      }
    } else {
      Entity parent = entities.get(node.parent());
      Znode above = parent == null ? null : parent.node();
      if (above == null || above.kind() != Znode.DIRECTORY) {
        trouble.report(object, "", "has a parent that is no directory");
      }
    }
    if (node.kind() == Znode.SYMLINK
        && (node.target().isEmpty() || node.targetBytes() != node.size())) {
      trouble.report(object, "", "is a link whose target does not have its size");
    }
  }

  /** Every directory must lead up to a root. */
  private void checkLoops(Set<Long> rooted) {
    Set<Long> good = new HashSet<>(rooted);
    for (Map.Entry<Long, Entity> entry : entities.entrySet()) {
      Znode start = entry.getValue().node();
      if (start == null || start.kind() != Znode.DIRECTORY) {
        continue;
      }
      Set<Long> way = new HashSet<>();
      long at = entry.getKey();
      while (!good.contains(at) && way.add(at)) {
        Entity entity = entities.get(at);
        at = entity == null ? 0 : entity.directory();
      }
      if (good.contains(at)) {
        good.addAll(way);
      } else {
        trouble.report(entry.getKey(), "", "is a directory that the root does not lead to");
      }
    }
  }
}
