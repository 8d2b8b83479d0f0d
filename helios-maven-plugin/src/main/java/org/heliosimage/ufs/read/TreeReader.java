package org.heliosimage.ufs.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.ufs.UfsException;
import org.heliosimage.ufs.read.DirectoryEntries.Entry;

/** Makes a tree of what is in a file system. */
final class TreeReader {

  private static final int LONGEST_TARGET = 4096;

  private final Path file;
  private final Volume volume;
  private final FileTree tree;
  private final Map<Integer, String> paths = new HashMap<>();
  private final Set<Integer> directories = new HashSet<>();
  private final Deque<Place> rest = new ArrayDeque<>();

  /** A directory that is still to be read; its path ends in a slash. */
  private record Place(String path, Inode inode) {}

  private TreeReader(Path file, Volume volume, FileTree tree) {
    this.file = file;
    this.volume = volume;
    this.tree = tree;
  }

  static FileTree read(Path file, Volume volume) throws IOException {
    Inode root = volume.inode(Inode.ROOT);
    if (!root.isDirectory()) {
      throw new UfsException("the root of the UFS is no directory");
    }
    TreeReader reader = new TreeReader(file, volume, new FileTree(root.attributes()));
    reader.addDirectory("/", root);
    while (!reader.rest.isEmpty()) {
      Place place = reader.rest.pop();
      for (Entry entry : DirectoryEntries.read(volume, place.inode)) {
        if (!entry.name().equals(".") && !entry.name().equals("..")) {
          reader.add(place.path + entry.name(), volume.inode(entry.inode()));
        }
      }
    }
    return reader.tree;
  }

  private void addDirectory(String path, Inode inode) throws UfsException {
    if (!directories.add(inode.number())) {
      throw new UfsException(path + " is a directory that has another name");
    }
    rest.push(new Place(path, inode));
  }

  private void add(String path, Inode inode) throws IOException {
    if (inode.isDirectory()) {
      tree.put(path, new Directory(inode.attributes()));
      addDirectory(path + "/", inode);
      return;
    }
    String known = paths.putIfAbsent(inode.number(), path);
    if (known != null) {
      tree.link(known, path);
    } else {
      tree.put(path, node(path, inode));
    }
  }

  private Node node(String path, Inode inode) throws IOException {
    return switch (inode.type()) {
      case Inode.REGULAR -> new RegularFile(inode.attributes(), content(path, inode));
      case Inode.LINK -> new Symlink(inode.attributes(), target(path, inode));
      case Inode.FIFO -> new Fifo(inode.attributes());
      case Inode.CHARACTER, Inode.BLOCK -> inode.device();
      default -> throw new UfsException(path + " is of a type that nobody knows");
    };
  }

  private InodeContent content(String path, Inode inode) throws UfsException {
    if (inode.size() < 0) {
      throw new UfsException(path + " has a wrong size");
    }
    return new InodeContent(file, volume.superblock(), inode);
  }

  private String target(String path, Inode inode) throws IOException {
    if (inode.size() <= 0 || inode.size() > LONGEST_TARGET) {
      throw new UfsException(path + " is a link with a target of a wrong length");
    }
    String target = content(path, inode).text();
    if (target.indexOf('\0') >= 0) {
      throw new UfsException(path + " is a link with a target of wrong characters");
    }
    return target;
  }
}
