package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** Presents a file system as a tree whose contents are read from the pool when they are opened. */
final class TreeBuilder {

  private static final int PERMISSIONS = 07777;

  private final FileSystem system;
  private final Map<Long, String> linked = new HashMap<>();
  private final Set<Long> directories = new HashSet<>();
  private final Deque<Pending> pending = new ArrayDeque<>();

  private record Pending(String path, long object) {}

  TreeBuilder(FileSystem system) {
    this.system = system;
  }

  FileTree build() throws IOException {
    long root = system.root();
    FileTree tree = new FileTree(attributes("/", system.node(open(root))));
    pending.add(new Pending("", root));
    while (!pending.isEmpty()) {
      Pending next = pending.removeLast();
      if (!directories.add(next.object)) {
        throw new PoolReadException(
            system.set().name() + ": the directory " + next.path + " has two names");
      }
      for (ZapEntry entry : ZapScan.read(open(next.object))) {
        add(tree, next.path + "/" + name(next.path, entry), FileSystem.entryObject(entry));
      }
    }
    return tree;
  }

  private ObjectReader open(long object) throws IOException {
    return system.set().open(object);
  }

  private String name(String directory, ZapEntry entry) throws PoolReadException {
    String name = entry.text();
    if (name.indexOf('/') >= 0) {
      throw new PoolReadException(
          system.set().name() + ": " + directory + " has an entry with a slash in its name");
    }
    return name;
  }

  private void add(FileTree tree, String path, long object) throws IOException {
    String first = linked.get(object);
    if (first != null) {
      tree.link(first, path);
      return;
    }
    Znode node = system.node(open(object));
    tree.put(path, node(path, object, node));
    if (node.kind() == Znode.DIRECTORY) {
      pending.add(new Pending(path, object));
    } else if (node.links() > 1) {
      linked.put(object, path);
    }
  }

  private Node node(String path, long object, Znode node) throws IOException {
    Attributes attributes = attributes(path, node);
    int major = (int) (node.device() >>> 32);
    int minor = (int) node.device();
    if (major < 0
        || minor < 0
        || (node.kind() == Znode.SYMLINK
            && (node.target().isEmpty() || node.target().indexOf('\0') >= 0))) {
      throw new PoolReadException(
          system.set().name() + ": " + path + " has an impossible device number or target");
    }
    return switch (node.kind()) {
      case Znode.DIRECTORY -> new Directory(attributes);
      case Znode.REGULAR ->
          new RegularFile(attributes, new PoolContent(system.set(), object, node.size()));
      case Znode.SYMLINK -> new Symlink(attributes, node.target());
      case Znode.FIFO -> new Fifo(attributes);
      case Znode.CHARACTER -> new Device(attributes, false, major, minor);
      case Znode.BLOCK -> new Device(attributes, true, major, minor);
      default ->
          throw new PoolReadException(
              system.set().name()
                  + ": "
                  + path
                  + " is of the unknown kind "
                  + Integer.toOctalString(node.kind()));
    };
  }

  private Attributes attributes(String path, Znode node) throws IOException {
    if (node.uid() > Integer.MAX_VALUE || node.gid() > Integer.MAX_VALUE) {
      throw new PoolReadException(
          system.set().name() + ": " + path + " belongs to a user or group without a plain id");
    }
    SortedMap<String, Content> xattrs = new TreeMap<>();
    if (node.xattrs() != 0) {
      for (ZapEntry entry : ZapScan.read(open(node.xattrs()))) {
        long object = FileSystem.entryObject(entry);
        long size = system.node(open(object)).size();
        xattrs.put(entry.text(), new PoolContent(system.set(), object, size));
      }
    }
    return new Attributes(
        node.mode() & PERMISSIONS,
        (int) node.uid(),
        (int) node.gid(),
        node.seconds(),
        (int) node.nanos(),
        xattrs);
  }
}
