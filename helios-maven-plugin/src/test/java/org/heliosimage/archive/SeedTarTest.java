package org.heliosimage.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.heliosimage.Generator;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileRange;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.GzipFile;
import org.heliosimage.tree.GzipFiles;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedTarTest {

  @TempDir Path folder;

  @Test
  void readsBackEveryTreeThatItWrites() throws Exception {
    Generator.forAll(
        1,
        60,
        random -> {
          FileTree tree = Trees.random(random, Trees.Limits.ALL);
          Path tar = folder.resolve(random.oneIn(4) ? "a.tar.gz" : "a.tar");
          SeedTar.write(tree, tar);
          FileTree back = SeedTar.read(tar, folder.resolve("work"));
          assertEquals(Trees.describe(tree), Trees.describe(back));
        });
  }

  @Test
  void theSameTreeGivesTheSameBytes() throws Exception {
    FileTree tree = Trees.random(new Generator(7), Trees.Limits.ALL);
    SeedTar.write(tree, folder.resolve("1.tar"));
    SeedTar.write(
        SeedTar.read(folder.resolve("1.tar"), folder.resolve("work")), folder.resolve("2.tar"));
    assertEquals(-1, Files.mismatch(folder.resolve("1.tar"), folder.resolve("2.tar")));
    SeedTar.write(tree, folder.resolve("1.tgz"));
    SeedTar.write(tree, folder.resolve("2.tgz"));
    assertEquals(-1, Files.mismatch(folder.resolve("1.tgz"), folder.resolve("2.tgz")));
  }

  @Test
  void contentsStayInTheFile() throws Exception {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    tree.put("/a", new RegularFile(Attributes.of(0644, 0, 0, 5), Content.of("hello")));
    Path tar = folder.resolve("a.tar");
    SeedTar.write(tree, tar);
    RegularFile file =
        assertInstanceOf(RegularFile.class, SeedTar.read(tar, folder.resolve("work")).get("/a"));
    assertEquals(Content.range(tar, 1024, 5), assertInstanceOf(FileRange.class, file.content()));
  }

  @Test
  void writesOnlyWhatIsAskedFor() throws Exception {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    tree.mkdirs("/a/b", Attributes.of(0755, 0, 0, 0));
    tree.put("/a/b/c", new RegularFile(Attributes.of(0644, 0, 0, 5), Content.of("c")));
    tree.put("/a/d", new RegularFile(Attributes.of(0644, 0, 0, 5), Content.of("d")));
    tree.put("/e", new RegularFile(Attributes.of(0644, 0, 0, 5), Content.of("e")));
    Path tar = folder.resolve("a.tar");
    SeedTar.write(tree, List.of("a/b", "./e"), tar);
    Set<String> paths = new TreeSet<>();
    SeedTar.read(tar, folder.resolve("work")).walk((path, entry) -> paths.add(path));
    assertEquals(Set.of("/", "/a", "/a/b", "/a/b/c", "/e"), paths);
  }

  @Test
  void unpacksOverAnExistingTree() throws Exception {
    FileTree over = new FileTree(Attributes.of(0755, 0, 0, 0));
    over.put("/file", new RegularFile(Attributes.of(0644, 0, 0, 5), Content.of("new")));
    over.put("/dir", new Directory(Attributes.of(0700, 1, 2, 3)));
    Path tar = folder.resolve("a.tar");
    SeedTar.write(over, tar);
    FileTree tree = new FileTree(Attributes.of(0711, 9, 9, 9));
    tree.put("/file", new RegularFile(Attributes.of(0600, 1, 1, 1), Content.of("old")));
    tree.link("/file", "/other");
    tree.put("/dir", new Directory(Attributes.of(0755, 0, 0, 0)));
    tree.put("/dir/kept", new RegularFile(Attributes.of(0600, 1, 1, 1), Content.of("kept")));
    SeedTar.unpack(tar, folder.resolve("work"), tree);
    assertEquals("new", text(tree, "/file"));
    assertEquals("old", text(tree, "/other"));
    assertEquals("kept", text(tree, "/dir/kept"));
    assertEquals(Attributes.of(0700, 1, 2, 3), tree.get("/dir").attributes());
  }

  @Test
  void contentsInGzipFilesAreInflatedInOrder() throws Exception {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    for (int i = 0; i < 40; i++) {
      byte[] data = new Generator(i).compressible(i % 10 == 9 ? 1_500_000 : 1000 * i);
      tree.put(
          "/f" + i,
          new RegularFile(
              Attributes.of(0644, 0, 0, 5), GzipFiles.write(folder.resolve(i + ".gz"), data)));
    }
    Path tar = folder.resolve("a.tar");
    SeedTar.write(tree, tar);
    assertEquals(Trees.describe(tree), Trees.describe(SeedTar.read(tar, folder.resolve("work"))));
  }

  @Test
  void ofManyContentsTheDamagedOneIsNamed() throws Exception {
    Generator.forAll(
        1,
        20,
        generator -> {
          int bad = generator.below(300);
          FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
          for (int i = 0; i < 300; i++) {
            byte[] data = generator.compressible(generator.below(generator.oneOf(20, 20_000)));
            GzipFile content = GzipFiles.write(folder.resolve(i + ".gz"), data);
            boolean right = i < bad || (i > bad && generator.oneIn(2));
            tree.put(
                "/f" + (1000 + i),
                new RegularFile(
                    Attributes.of(0644, 0, 0, 5),
                    right ? content : GzipFiles.ofSize(content, data.length + 1)));
          }
          ArchiveException e =
              assertThrows(
                  ArchiveException.class, () -> SeedTar.write(tree, folder.resolve("a.tar")));
          String named = "cannot put f" + (1000 + bad) + " into a tar: ";
          assertTrue(e.getMessage().startsWith(named), e.getMessage());
        });
  }

  @Test
  void aContentOfAnotherSizeLeavesNoTar() throws Exception {
    Path data = Files.writeString(folder.resolve("data"), "12345");
    Path zipped = folder.resolve("data.gz");
    GzipFile right = GzipFiles.write(zipped, Files.readAllBytes(data));
    for (Content content :
        List.of(
            Content.range(data, 2, 4),
            GzipFiles.ofSize(right, 4),
            GzipFiles.ofSize(right, 6),
            GzipFiles.ofSize(right, 2_000_000),
            GzipFiles.of(data, Files.readAllBytes(data)),
            GzipFiles.of(folder.resolve("missing"), new byte[5]))) {
      FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
      tree.put("/bad", new RegularFile(Attributes.of(0644, 0, 0, 5), content));
      Path tar = folder.resolve("a.tar");
      ArchiveException e = assertThrows(ArchiveException.class, () -> SeedTar.write(tree, tar));
      assertTrue(e.getMessage().startsWith("cannot put bad into a tar: "), e.getMessage());
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(List.of(data, zipped), left.sorted().toList());
      }
    }
  }

  @Test
  void gzipIsOneMemberThatEverybodyReads() throws Exception {
    byte[] data = new Generator(3).compressible(3_000_001);
    Path file = folder.resolve("a.gz");
    try (var out = Files.newOutputStream(file);
        ParallelGzip gzip = new ParallelGzip(out)) {
      gzip.write(data, 0, 7);
      gzip.write(data, 7, data.length - 7);
      gzip.finish();
    }
    assertArrayEquals(data, GzipFiles.of(file, data).bytes());
    String listing =
        org.heliosimage.Peers.run(
                folder, org.heliosimage.Peers.require("gzip", "gzip"), "-lv", file.toString())
            .ok();
    assertEquals(true, listing.contains(" 3000001 "), listing);
  }

  private static String text(FileTree tree, String path) throws Exception {
    return new String(((RegularFile) tree.get(path)).content().bytes(), StandardCharsets.UTF_8);
  }
}
