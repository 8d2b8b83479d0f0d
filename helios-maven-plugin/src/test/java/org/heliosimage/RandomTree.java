package org.heliosimage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/**
 * Random file trees with everything that an image may hold: files of zeros, noise and text around
 * the sizes where formats change, hard links, devices, fifos, symbolic links short and long,
 * extended attributes, long and odd names, odd modes and owners.
 */
public final class RandomTree {

  private static final int BLOCK = 131_072;

  private final Generator random;
  private final FileTree tree;
  private final List<String> directories = new ArrayList<>(List.of(""));
  private final List<String> others = new ArrayList<>();
  private long budget;

  private RandomTree(Generator random, long budget) throws IOException {
    this.random = random;
    this.budget = budget;
    this.tree = new FileTree(attributes(0755));
  }

  /** A small tree: up to about 60 entries and 1 MiB of file data. */
  public static FileTree small(Generator random) throws IOException {
    return of(random, 60, 1 << 20);
  }

  /** A tree with at most so many entries and about so many bytes of file data. */
  public static FileTree of(Generator random, int maxEntries, long maxBytes) throws IOException {
    RandomTree builder = new RandomTree(random, maxBytes);
    int entries = random.below(maxEntries + 1);
    for (int i = 0; i < entries; i++) {
      builder.addOne(i);
    }
    return builder.tree;
  }

  private void addOne(int number) throws IOException {
    String parent = random.oneOf(directories);
    String path = parent + "/" + name(number);
    switch (random.below(12)) {
      case 0, 1 -> {
        tree.put(path, new Directory(attributes(random.below(010000))));
        directories.add(path);
        return;
      }
      case 2 -> tree.put(path, new Symlink(withoutXattrs(), target()));
      case 3 ->
          tree.put(
              path,
              new Device(
                  withoutXattrs(), random.oneIn(2), random.below(1 << 18), random.below(1 << 20)));
      case 4 -> tree.put(path, new Fifo(withoutXattrs()));
      case 5 -> {
        if (others.isEmpty()) {
          return;
        }
        tree.link(random.oneOf(others), path);
      }
      default ->
          tree.put(path, new RegularFile(attributes(random.below(010000)), Content.of(data())));
    }
    others.add(path);
  }

  private String name(int number) {
    String unique = "n" + number;
    return switch (random.below(10)) {
      case 0 -> unique + "x".repeat(255 - unique.length());
      case 1 -> unique + random.name(40, 60);
      case 2 -> unique + " \u00e4\u20ac\ud83d\ude00'\\\"";
      case 3 -> "." + unique;
      default -> random.name(0, 12) + unique;
    };
  }

  private String target() {
    int length =
        random.oneIn(3)
            ? random.oneOf(1, 100, 143, 144, 145, 200, 311, 312, 1023, 1024)
            : 1 + random.below(60);
    return (random.oneIn(2) ? "/" : "u") + random.name(length - 1, length - 1);
  }

  private Attributes withoutXattrs() {
    return attributes(random.below(010000)).withXattrs(new TreeMap<>());
  }

  private Attributes attributes(int mode) {
    int uid = random.oneIn(2) ? 0 : random.oneOf(1, 2, 60001, Integer.MAX_VALUE);
    int gid = random.oneIn(2) ? 0 : random.oneOf(3, 12, 60001, 70000);
    Attributes plain =
        Attributes.of(random.oneIn(3) ? mode : random.oneOf(0755, 0644, 04755), uid, gid, 0)
            .withTime(
                random.between(0, 4_000_000_000L),
                random.oneIn(2) ? 0 : random.below(1_000_000_000));
    if (!random.oneIn(10)) {
      return plain;
    }
    SortedMap<String, Content> xattrs = new TreeMap<>();
    for (int i = random.below(3); i >= 0; i--) {
      xattrs.put(
          random.oneIn(3) ? "long" + random.name(80, 90) : "user." + random.name(1, 20),
          Content.of(random.compressible(random.oneOf(0, 1, 20, 600, 5000))));
    }
    return plain.withXattrs(xattrs);
  }

  private byte[] data() {
    int length =
        switch (random.below(8)) {
          case 0 -> 0;
          case 1 -> random.oneOf(1, 111, 112, 113, 511, 512, 513, 4095, 4096, 4097);
          case 2 -> random.oneOf(BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 77);
          case 3 -> random.below(3 * BLOCK);
          default -> random.below(9000);
        };
    length = (int) Math.min(length, budget);
    budget -= length;
    return switch (random.below(5)) {
      case 0 -> random.bytes(length);
      case 1 -> new byte[length];
      case 2 -> {
        byte[] holes = random.bytes(length);
        for (int at = 0; at < length; at += BLOCK) {
          if (random.oneIn(2)) {
            Arrays.fill(holes, at, Math.min(length, at + BLOCK), (byte) 0);
          }
        }
        yield holes;
      }
      case 3 ->
          "line of a text\n"
              .repeat(length / 15 + 1)
              .substring(0, length)
              .getBytes(StandardCharsets.UTF_8);
      default -> random.compressible(length);
    };
  }
}
