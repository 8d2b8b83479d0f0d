package org.heliosimage.zfs.zap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.zfs.DatasetSpec;
import org.heliosimage.zfs.PoolSpec;
import org.heliosimage.zfs.PoolWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets OpenZFS list directories of every shape. */
class DirectoryJudgeTest {

  private static final Pattern ENTRY =
      Pattern.compile("^\t\t(\\S+) = (\\d+) \\(type: (.*)\\)$", Pattern.MULTILINE);

  @TempDir private Path folder;

  @Test
  void zdbListsEveryName() throws Exception {
    String zdb = Peers.require("zdb", "zfsutils-linux");
    Generator g = new Generator(1);
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    Map<String, Set<String>> meant = new HashMap<>();
    fill(tree, meant, "/none", 0, 1, g);
    fill(tree, meant, "/full-micro", 2047, 49, g);
    fill(tree, meant, "/first-fat", 2048, 20, g);
    // Enough for a pointer table outside of the header, and for colliding hashes.
    fill(tree, meant, "/huge", 55_000, 255, g);
    Path pools = Files.createDirectory(folder.resolve("pools"));
    try (FileChannel out =
        FileChannel.open(
            pools.resolve("pool.img"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      PoolWriter.write(
          new PoolSpec(
              "judged",
              1L << 30,
              9,
              true,
              Map.of(),
              Map.of("compression", "on"),
              List.of(new DatasetSpec("", Map.of(), tree)),
              null,
              "/dev/dsk/c1t0d0s0",
              true,
              0,
              "seed"),
          out,
          0,
          done -> {});
    }
    List<String> command =
        List.of(zdb, "-e", "-p", pools.toString(), "-dddd", "judged/", "1:200000:d");
    String listing = Peers.run(folder, command).ok();
    assertTrue(listing.contains("zt_shift: 11"), "no pointer table outside of a header");
    Set<String> found = new TreeSet<>();
    Matcher entry = ENTRY.matcher(listing);
    while (entry.find()) {
      found.add(entry.group(1));
    }
    Set<String> all = new TreeSet<>();
    meant.forEach(
        (path, names) -> {
          all.add(path.substring(1));
          all.addAll(names);
        });
    // Not the sets themselves: a message of a million names helps nobody.
    found.forEach(name -> assertTrue(all.remove(name), name));
    assertEquals(0, all.size(), "names that zdb does not see");
  }

  private static void fill(
      FileTree tree,
      Map<String, Set<String>> meant,
      String path,
      int count,
      int length,
      Generator g)
      throws Exception {
    tree.put(path, new Directory(Attributes.of(0755, 0, 0, 0)));
    Set<String> names = new TreeSet<>();
    while (names.size() < count) {
      String name = g.name(Math.min(8, length), length);
      if (names.add(name)) {
        tree.put(path + "/" + name, new RegularFile(Attributes.of(0644, 0, 0, 0), Content.of("")));
      }
    }
    meant.put(path, names);
  }
}
