package org.heliosimage.archive;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** Random trees, and trees as text that shows every difference. */
final class Trees {

  private Trees() {}

  /** A line for each path: type, attributes, data, and the first name of a linked node. */
  static Map<String, String> describe(FileTree tree) throws Exception {
    Map<String, String> lines = new TreeMap<>();
    Map<Integer, String> links = new HashMap<>();
    tree.<Exception>walk(
        (path, entry) -> {
          String first = entry.link() == 0 ? path : links.getOrDefault(entry.link(), path);
          links.putIfAbsent(entry.link(), path);
          Attributes a = entry.node().attributes();
          StringBuilder xattrs = new StringBuilder();
          for (Map.Entry<String, Content> xattr : a.xattrs().entrySet()) {
            xattrs.append(' ').append(xattr.getKey()).append('=').append(hash(xattr.getValue()));
          }
          lines.put(
              path,
              "%s %o %d:%d %d.%09d%s%s"
                  .formatted(
                      data(entry.node()),
                      a.mode(),
                      a.uid(),
                      a.gid(),
                      a.seconds(),
                      a.nanos(),
                      xattrs,
                      first.equals(path) ? "" : " is " + first));
        });
    return lines;
  }

  /** The same tree with no fractions of seconds. */
  static FileTree wholeSeconds(FileTree tree) throws Exception {
    List<String> paths = new ArrayList<>();
    tree.walk((path, entry) -> paths.add(path));
    for (String path : paths) {
      Attributes attributes = tree.get(path).attributes();
      tree.setAttributes(path, attributes.withTime(attributes.seconds(), 0));
    }
    return tree;
  }

  /** What of a tree the formats before POSIX can hold: short names of ASCII letters. */
  static FileTree plainNames(FileTree tree) throws Exception {
    List<String> others = new ArrayList<>();
    tree.walk(
        (path, entry) -> {
          String text = entry.node() instanceof Symlink link ? path + link.target() : path;
          if (text.length() > 90 || !Utf8.isAscii(text)) {
            others.add(path);
          }
        });
    for (String path : others) {
      if (tree.find(path).isPresent()) {
        tree.removeTree(path);
      }
    }
    return tree;
  }

  /** Descriptions as if every name had a node of its own. */
  static Map<String, String> withoutLinks(Map<String, String> lines) {
    lines.replaceAll((path, line) -> line.replaceFirst(" is /.*", ""));
    return lines;
  }

  private static String data(Node node) throws IOException {
    if (node instanceof RegularFile file) {
      return "file " + file.content().size() + " " + hash(file.content());
    } else if (node instanceof Symlink link) {
      return "link " + link.target();
    } else if (node instanceof Device device) {
      return "device " + device.block() + " " + device.major() + "," + device.minor();
    }
    return node.getClass().getSimpleName();
  }

  private static String hash(Content content) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      content.copyTo(
          new java.io.OutputStream() {
            @Override
            public void write(int b) {
              digest.update((byte) b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              digest.update(bytes, offset, length);
            }
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a random tree may contain, as not every judge can hold everything. */
  record Limits(int entries, boolean bigNumbers, boolean xattrs, boolean devices) {
    static final Limits ALL = new Limits(60, true, true, true);
  }

  static FileTree random(Generator random, Limits limits) throws Exception {
    FileTree tree = new FileTree(attributes(random, limits, true));
    List<String> directories = new ArrayList<>(List.of(""));
    List<String> others = new ArrayList<>();
    for (int i = 0; i < limits.entries(); i++) {
      String path = random.oneOf(directories) + "/" + name(random);
      if (tree.find(path).isPresent()) {
        continue;
      }
      Attributes attributes = attributes(random, limits, false);
      switch (random.below(limits.devices() ? 8 : 6)) {
        case 0, 1 -> {
          tree.put(path, new Directory(attributes));
          directories.add(path);
        }
        case 2 -> {
          tree.put(path, new Symlink(attributes, target(random)));
          others.add(path);
        }
        case 3 -> {
          if (!others.isEmpty()) {
            tree.link(random.oneOf(others), path);
          }
        }
        case 6 ->
            tree.put(
                path,
                new Device(
                    attributes,
                    random.oneIn(2),
                    random.below(limits.bigNumbers() ? Integer.MAX_VALUE : 4000),
                    random.below(limits.bigNumbers() ? Integer.MAX_VALUE : 4000)));
        case 7 -> tree.put(path, new Fifo(attributes));
        default -> {
          int size = random.oneOf(0, 1, 511, 512, 513, random.below(70_000));
          tree.put(path, new RegularFile(attributes, Content.of(random.compressible(size))));
          others.add(path);
        }
      }
    }
    return tree;
  }

  private static Attributes attributes(Generator random, Limits limits, boolean root) {
    long seconds = random.between(0, 1L << 32);
    int nanos = random.oneIn(2) ? 0 : random.below(1_000_000_000);
    int uid = random.below(70_000);
    if (limits.bigNumbers() && random.oneIn(4)) {
      seconds = random.between(-(1L << 33), 1L << 40);
      uid = random.below(Integer.MAX_VALUE);
    }
    SortedMap<String, Content> xattrs = new TreeMap<>();
    while (limits.xattrs() && !root && random.oneIn(3)) {
      xattrs.put(random.name(1, 30), Content.of(random.bytes(random.below(2000))));
    }
    return new Attributes(random.below(010000), uid, random.below(70_000), seconds, nanos, xattrs);
  }

  private static String name(Generator random) {
    return switch (random.below(8)) {
      case 0 -> random.name(90, 255);
      case 1 -> "Grüße " + random.name(1, 20) + " \uD83D\uDE80";
      case 2 -> "." + random.name(1, 5) + "..";
      default -> random.name(1, 12);
    };
  }

  private static String target(Generator random) {
    return switch (random.below(4)) {
      case 0 -> "/" + random.name(100, 1023);
      case 1 -> "../../" + random.name(1, 50) + "/ß";
      default -> random.name(1, 101);
    };
  }
}
