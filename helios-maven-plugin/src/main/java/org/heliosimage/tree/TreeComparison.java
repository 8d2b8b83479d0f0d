package org.heliosimage.tree;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.heliosimage.tree.FileTree.Entry;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** Lists the differences between a tree that was found and the one that was meant. */
public final class TreeComparison {

  private static final int BUFFER = 1 << 17;

  private final FileTree found;
  private final FileTree meant;
  private final List<Difference> findings = Collections.synchronizedList(new ArrayList<>());
  private final List<Pair> contents = new ArrayList<>();

  private record Pair(String path, Content found, Content meant) {}

  /** A difference at a path. */
  public record Difference(String path, String problem) {
    @Override
    public String toString() {
      return path + ": " + problem;
    }
  }

  /** Prepares a comparison. */
  public TreeComparison(FileTree found, FileTree meant) {
    this.found = found;
    this.meant = meant;
  }

  /** The differences in the order of their paths; none if the trees are equal. */
  public List<Difference> run() throws IOException {
    meant.walk((path, entry) -> one(path, entry));
    found.walk(
        (path, entry) -> {
          if (meant.entry(path).isEmpty()) {
            add(path, "was not meant to be there");
          }
        });
    compareLinks();
    contents.parallelStream().forEach(this::compareContents);
    return findings.stream().sorted((a, b) -> a.path().compareTo(b.path())).toList();
  }

  private void add(String path, String problem) {
    findings.add(new Difference(path, problem));
  }

  private void one(String path, Entry wanted) throws IOException {
    Entry there = found.entry(path).orElse(null);
    if (there == null) {
      add(path, "is missing");
      return;
    }
    Node is = there.node();
    Node should = wanted.node();
    if (is.getClass() != should.getClass()) {
      add(path, "is a " + kind(is) + ", meant was a " + kind(should));
      return;
    }
    compareAttributes(path, is, should);
    if (is instanceof RegularFile isFile && should instanceof RegularFile shouldFile) {
      contents(path, isFile.content(), shouldFile.content());
    } else if (is instanceof Symlink isLink && should instanceof Symlink shouldLink) {
      compare(path, "target", isLink.target(), shouldLink.target());
    } else if (is instanceof Device isDevice && should instanceof Device shouldDevice) {
      compare(path, "device", device(isDevice), device(shouldDevice));
    }
  }

  private static String kind(Node node) {
    return node.getClass().getSimpleName();
  }

  private static String device(Device device) {
    return (device.block() ? "block " : "character ") + device.major() + "," + device.minor();
  }

  private void compare(String path, String what, Object is, Object should) {
    if (!is.equals(should)) {
      add(path, what + " is " + is + ", meant was " + should);
    }
  }

  private void compareAttributes(String path, Node is, Node should) {
    Attributes a = is.attributes();
    Attributes b = should.attributes();
    // Nobody can set the mode of a symbolic link, and a file system shows what it likes.
    if (!(is instanceof Symlink)) {
      compare(path, "mode", Integer.toOctalString(a.mode()), Integer.toOctalString(b.mode()));
    }
    compare(path, "owner", a.uid() + ":" + a.gid(), b.uid() + ":" + b.gid());
    compare(
        path,
        "time",
        a.seconds() + " s " + a.nanos() + " ns",
        b.seconds() + " s " + b.nanos() + " ns");
    SortedMap<String, Content> xattrs = b.xattrs();
    compare(path, "extended attributes", a.xattrs().keySet(), xattrs.keySet());
    a.xattrs()
        .forEach(
            (name, content) -> {
              Content other = xattrs.get(name);
              if (other != null) {
                contents(path + " (attribute " + name + ")", content, other);
              }
            });
  }

  private void contents(String path, Content is, Content should) {
    if (is.size() != should.size()) {
      add(path, "has " + is.size() + " bytes, meant were " + should.size());
    } else {
      contents.add(new Pair(path, is, should));
    }
  }

  private void compareContents(Pair pair) {
    byte[] a = new byte[(int) Math.min(BUFFER, Math.max(1, pair.found.size()))];
    byte[] b = new byte[a.length];
    try (InputStream is = pair.found.open();
        InputStream should = pair.meant.open()) {
      long at = 0;
      while (true) {
        int count = is.readNBytes(a, 0, a.length);
        int other = should.readNBytes(b, 0, b.length);
        int difference = Arrays.mismatch(a, 0, count, b, 0, other);
        if (difference >= 0) {
          add(pair.path, "differs at byte " + (at + difference));
          return;
        }
        if (count < a.length) {
          return;
        }
        at += count;
      }
    } catch (IOException e) {
      add(pair.path, "cannot be compared: " + e.getMessage());
    }
  }

  /** Names of one node must be names of one node on the other side. */
  private void compareLinks() {
    Map<String, String> first = firstNames(found);
    firstNames(meant)
        .forEach(
            (path, name) -> {
              String is = first.remove(path);
              if (!name.equals(is) && !(is == null && name.equals(path))) {
                add(path, "is not a further name of " + name);
              }
            });
    first.forEach(
        (path, name) -> {
          if (!path.equals(name)) {
            add(path, "is a further name of " + name + ", which was not meant");
          }
        });
  }

  /** For every name of a linked node, the first name of the same node. */
  private static Map<String, String> firstNames(FileTree tree) {
    Map<Integer, String> byLink = new HashMap<>();
    Map<String, String> first = new HashMap<>();
    tree.walk(
        (path, entry) -> {
          if (entry.link() != 0) {
            byLink.putIfAbsent(entry.link(), path);
            first.put(path, byLink.getOrDefault(entry.link(), path));
          }
        });
    return first;
  }
}
