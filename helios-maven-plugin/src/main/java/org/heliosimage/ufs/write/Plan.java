package org.heliosimage.ufs.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.ufs.UfsException;

/** The inodes of a tree, in the order of a walk, and what they need. */
final class Plan {

  static final int ROOT = 2;
  static final int LOST_FOUND = 3;

  /** Blocks that an inode itself has the addresses of. */
  static final int DIRECT = 12;

  private static final long ADDRESSES = Layout.BLOCK / 4;
  private static final int MOST_NAMES = 32_767;

  private final List<Item> items = new ArrayList<>();
  private final Map<Integer, Item> linked = new HashMap<>();

  /** What an inode is made of. */
  static final class Item {
    private final int inode;
    private final Node node;
    private final DirectoryImage entries = new DirectoryImage();
    private int names;

    private Item(int inode, Node node) {
      this.inode = inode;
      this.node = node;
    }

    int inode() {
      return inode;
    }

    Node node() {
      return node;
    }

    int names() {
      return names;
    }

    DirectoryImage entries() {
      return entries;
    }

    /** Bytes of data; a device has none, nor has a fifo. */
    long size() {
      if (node instanceof RegularFile file) {
        return file.content().size();
      }
      if (node instanceof Symlink link) {
        return link.target().getBytes(StandardCharsets.UTF_8).length;
      }
      return node instanceof Directory ? entries.size() : 0;
    }
  }

  private Plan() {}

  /** Plans a tree that has a directory lost+found. */
  static Plan of(FileTree tree) throws IOException {
    Plan plan = new Plan();
    Item root = plan.add(tree.get("/"));
    root.names = 2;
    root.entries.add(".", ROOT);
    root.entries.add("..", ROOT);
    Item lostFound = plan.add(tree.get(StoredTree.LOST_FOUND));
    lostFound.entries.reserve(Layout.BLOCK);
    Deque<Item> parents = new ArrayDeque<>();
    tree.walk(
        new FileTree.Visitor<IOException>() {
          @Override
          public void visit(String path, FileTree.Entry entry) throws IOException {
            if (entry.name().isEmpty()) {
              parents.push(root);
              return;
            }
            Item item = path.equals(StoredTree.LOST_FOUND) ? lostFound : plan.item(entry);
            plan.name(path, item, parents.element(), entry.name());
            if (entry.node() instanceof Directory) {
              parents.push(item);
            }
          }

          @Override
          public void leave(String path, FileTree.Entry directory) {
            parents.pop();
          }
        });
    return plan;
  }

  private Item item(FileTree.Entry entry) {
    return entry.link() == 0
        ? add(entry.node())
        : linked.computeIfAbsent(entry.link(), link -> add(entry.node()));
  }

  private Item add(Node node) {
    Item item = new Item(items.size() + ROOT, node);
    items.add(item);
    return item;
  }

  private void name(String path, Item item, Item parent, String name) throws UfsException {
    parent.entries.add(name, item.inode);
    item.names++;
    if (item.node instanceof Directory) {
      item.names++;
      item.entries.add(".", item.inode);
      item.entries.add("..", parent.inode);
      parent.names++;
    }
    if (Math.max(item.names, parent.names) > MOST_NAMES) {
      throw new UfsException(
          path + " cannot be in a UFS: a file has up to " + MOST_NAMES + " names there");
    }
  }

  /** All inodes in the order of their numbers, from {@link #ROOT} on. */
  List<Item> items() {
    return items;
  }

  /** Whether all of it fits. */
  boolean fits(Layout layout) {
    if (items.size() + ROOT > layout.inodes()) {
      return false;
    }
    Allocator allocator = new Allocator(layout);
    long blocks = 0;
    for (Item item : items) {
      long size = item.size();
      int tail = tail(size);
      if (tail > 0 && allocator.run(tail) == Allocator.FULL) {
        return false;
      }
      blocks += blocks(size);
    }
    return blocks <= allocator.blocks();
  }

  /** Fragments of the end of a file if that is less than a block, else 0. */
  static int tail(long size) {
    long rest = size % Layout.BLOCK;
    int fragments = (int) ((rest + Layout.FRAGMENT - 1) / Layout.FRAGMENT);
    return size > (long) DIRECT * Layout.BLOCK || fragments == Layout.BLOCK_FRAGMENTS
        ? 0
        : fragments;
  }

  /** Whole blocks of a file, those of addresses included. */
  static long blocks(long size) {
    long data = tail(size) > 0 ? size / Layout.BLOCK : ceil(size, Layout.BLOCK);
    long blocks = data;
    long rest = data - DIRECT;
    long span = 1;
    while (rest > 0) {
      span *= ADDRESSES;
      long here = Math.min(rest, span);
      for (long below = ADDRESSES; below <= span; below *= ADDRESSES) {
        blocks += ceil(here, below);
      }
      rest -= here;
    }
    return blocks;
  }

  private static long ceil(long value, long divisor) {
    return (value + divisor - 1) / divisor;
  }
}
