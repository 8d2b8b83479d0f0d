package org.heliosimage.zfs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** What the tests of this package write into pools. */
final class PoolSamples {

  private PoolSamples() {}

  static Attributes attributes(int mode) {
    return new Attributes(mode, 12, 34, 1_600_000_000, 123_456_789, new TreeMap<>());
  }

  static FileTree emptyTree() {
    return new FileTree(Attributes.of(0755, 0, 0, 1_600_000_000));
  }

  static FileTree contents(Generator generator, int... sizes) throws IOException {
    FileTree tree = emptyTree();
    for (int size : sizes) {
      tree.put("/random-" + size, file(generator.bytes(size)));
      tree.put("/text-" + size, file(generator.compressible(size)));
    }
    return tree;
  }

  static FileTree variety(Generator generator) throws IOException {
    FileTree tree =
        contents(generator, 0, 1, 100, 511, 512, 513, 4096, 5000, 131071, 131072, 131073, 400_000);
    byte[] sparse = new byte[1_000_000];
    System.arraycopy(generator.bytes(1000), 0, sparse, 500_000, 1000);
    tree.put("/sparse", file(sparse));
    tree.put("/zeros", file(new byte[300_000]));
    String longName = "n".repeat(255);
    tree.put("/" + longName, new Directory(attributes(0700)));
    tree.put("/" + longName + "/" + longName, file(generator.bytes(100)));
    tree.put("/é ünï", file(generator.bytes(10)));
    tree.put("/links", new Directory(attributes(0755)));
    for (int length : new int[] {1, 60, 144, 145, 1023}) {
      tree.put("/links/to-" + length, new Symlink(attributes(0777), "t".repeat(length)));
    }
    tree.put("/links/text", new Symlink(attributes(0777), "../text-5000"));
    tree.link("/text-400000", "/links/hard");
    tree.link("/text-400000", "/hard too");
    tree.put("/dev", new Directory(attributes(0755)));
    tree.put("/dev/char", new Device(attributes(0666), false, 134, 1048577));
    tree.put("/dev/block", new Device(attributes(0640), true, 7, 3));
    tree.put("/dev/pipe", new Fifo(attributes(0604)));
    TreeMap<String, Content> xattrs = new TreeMap<>();
    xattrs.put("small", Content.of("value"));
    xattrs.put("large", Content.of(generator.bytes(200_000)));
    tree.put(
        "/with-xattrs",
        new RegularFile(
            new Attributes(0755, 1, 2, 3, 4, xattrs), Content.of(generator.bytes(1000))));
    tree.put("/dir-with-xattrs", new Directory(new Attributes(02755, 1, 2, 3, 4, xattrs)));
    tree.put("/several", new Directory(attributes(0711)));
    for (int i = 0; i < 40; i++) {
      tree.put("/several/" + i, file(generator.compressible(generator.below(20_000))));
    }
    return tree;
  }

  static RegularFile file(byte[] bytes) {
    return new RegularFile(attributes(0644), Content.of(bytes));
  }

  static PoolSpec spec(
      long size, int ashift, boolean features, Map<String, String> rootOptions, FileTree tree) {
    return new PoolSpec(
        "rpool",
        size,
        ashift,
        features,
        Map.of(),
        rootOptions,
        List.of(
            new DatasetSpec("ROOT", Map.of("canmount", "off", "mountpoint", "legacy"), null),
            new DatasetSpec("ROOT/be", Map.of("canmount", "noauto"), tree)),
        "rpool/ROOT/be",
        "/dev/dsk/c1t0d0s0",
        true,
        1_700_000_000,
        "test");
  }
}
