package org.heliosimage.fat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any tree is stored so that we and others read it. */
class FatRandomTreesTest {

  @TempDir private Path folder;

  private int files;

  @Test
  void anyTreeReadsBack() throws Exception {
    String fsck = Peers.require("fsck.fat", "dosfstools");
    Generator.forAll(
        1,
        40,
        g -> {
          FileTree tree = FatTrees.random(g, " \u00fc\u20ac");
          FatSpec spec = FatTrees.spec(g);
          Path file = write(tree, spec);
          FatTrees.assertSame(tree, FatReader.read(file, 0));
          Peers.run(folder, fsck, "-n", file.toString()).ok();
          assertEquals(-1, Files.mismatch(file, write(tree, spec)));
          Files.delete(file);
        });
  }

  /** Names are ASCII: what the program makes of others depends on the language of its user. */
  @Test
  void mtoolsExtractsAnyTree() throws Exception {
    String mcopy = Peers.require("mcopy", "mtools");
    Generator.forAll(
        1001,
        30,
        g -> {
          FileTree tree = FatTrees.random(g, " and a space");
          tree.put("/one", new RegularFile(Attributes.of(0644, 0, 0, 0), Content.of(g.bytes(9))));
          Path file = write(tree, FatTrees.spec(g));
          Path out = Files.createDirectory(folder.resolve("out" + files));
          Peers.run(folder, mcopy, "-s", "-n", "-i", file.toString(), "::/", out.toString()).ok();
          assertEquals(FatTrees.describe(plain(tree)), FatTrees.describe(plain(extracted(out))));
          Files.delete(file);
        });
  }

  /** Names, kinds and bytes; the program keeps nothing else. */
  private static FileTree plain(FileTree tree) throws IOException {
    Attributes none = Attributes.of(0, 0, 0, 0);
    FileTree plain = new FileTree(none);
    tree.<IOException>walk(
        (path, entry) -> {
          if (!path.equals("/")) {
            plain.put(
                path,
                entry.node() instanceof RegularFile file
                    ? new RegularFile(none, file.content())
                    : new Directory(none));
          }
        });
    return plain;
  }

  private static FileTree extracted(Path folder) throws IOException {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    TreeMap<String, Path> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.skip(1).forEach(path -> all.put("/" + folder.relativize(path), path));
    }
    for (String path : all.keySet()) {
      Attributes attributes = Attributes.of(0755, 0, 0, 0);
      tree.put(
          path,
          Files.isDirectory(all.get(path))
              ? new Directory(attributes)
              : new RegularFile(attributes, Content.of(Files.readAllBytes(all.get(path)))));
    }
    return tree;
  }

  private Path write(FileTree tree, FatSpec spec) throws IOException {
    Path file = folder.resolve("fat" + files++ + ".img");
    try (FileChannel image =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      FatWriter.write(tree, spec, image, 0);
    }
    return file;
  }
}
