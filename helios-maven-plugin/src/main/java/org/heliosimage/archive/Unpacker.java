package org.heliosimage.archive;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.TreeException;

/**
 * Puts members of an archive into a tree as an unpacking program does on a disk: a later member
 * replaces an earlier one, missing parents appear. Names are taken relative to the root of the
 * tree; one that is absolute, climbs by {@code ..} or passes through a symbolic link is refused.
 */
final class Unpacker {

  private final FileTree tree;

  Unpacker(FileTree tree) {
    this.tree = tree;
  }

  void put(String name, Node node) throws IOException {
    String path = path(name);
    try {
      tree.put(path, node);
    } catch (TreeException e) {
      makeWay(path, node.attributes(), node instanceof Directory);
      tree.put(path, node);
    }
  }

  void link(String target, String name) throws IOException {
    String from = path(target);
    String to = path(name);
    Optional<Node> existing = tree.find(from);
    if (existing.isEmpty()) {
      throw new IOException(
          "is a hard link to " + target + ", which does not come before it in the archive");
    }
    if (existing.get() instanceof Directory) {
      throw new IOException("is a hard link to the directory " + target);
    }
    makeWay(to, existing.get().attributes(), false);
    tree.link(from, to);
  }

  void addXattr(String name, String xattr, Content value) throws IOException {
    String path = path(name);
    Attributes attributes = tree.get(path).attributes();
    SortedMap<String, Content> xattrs = new TreeMap<>(attributes.xattrs());
    xattrs.put(xattr, value);
    tree.setAttributes(path, attributes.withXattrs(xattrs));
  }

  /** Makes missing parents and removes what a new node cannot just replace. */
  private void makeWay(String path, Attributes like, boolean directory) throws IOException {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      tree.mkdirs(path.substring(0, slash), Attributes.of(0755, 0, 0, like.seconds()));
    }
    Optional<Node> old = tree.find(path);
    if (old.isPresent() && old.get() instanceof Directory != directory) {
      tree.remove(path);
    }
  }

  private static String path(String name) throws IOException {
    if (name.startsWith("/")) {
      throw new IOException("has an absolute name, which a tar of an image must not have");
    }
    if (!needsCare(name)) {
      return name;
    }
    StringBuilder path = new StringBuilder(name.length() + 1);
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw new IOException("leaves the root of the image by \"..\"");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        path.append('/').append(part);
      }
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  /** Whether a name has components other than plain ones. */
  private static boolean needsCare(String name) {
    return name.isEmpty() || name.startsWith(".") || name.contains("/.") || name.contains("//");
  }
}
