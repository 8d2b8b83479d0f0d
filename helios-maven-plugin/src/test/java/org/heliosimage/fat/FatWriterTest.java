package org.heliosimage.fat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FatWriterTest {

  /** An even second, as FAT has only those. */
  private static final long TIME = FatTrees.TIME;

  private static final long ESP_SECTORS = 524_288;

  @TempDir private Path folder;

  private int files;

  @Test
  void emptyEfiPartitionIsLikeThatOfIllumos() throws Exception {
    Path file = write(new FileTree(directory()), FatSpec.fat32(ESP_SECTORS));
    assertEquals(ESP_SECTORS * 512, Files.size(file));
    ByteBuffer in = head(file, 32 * 512 + 512);
    assertEquals(1, in.get(13));
    assertEquals(32, in.getShort(14));
    assertEquals(0, in.getShort(17));
    assertEquals(ESP_SECTORS, in.getInt(32));
    assertEquals(4064, in.getInt(36));
    assertEquals("NO NAME    FAT32   ", text(in, 71, 19));
    assertEquals(516_127, in.getInt(512 + 488));
    assertEquals(3, in.getInt(512 + 492));
    assertEquals(-1, in.getInt(7 * 512 + 492));
    assertEquals(0x0FFFFFF8, in.getInt(32 * 512));
    assertEquals(0x0FFFFFFF, in.getInt(32 * 512 + 4));
    assertEquals(0x0FFFFFF8, in.getInt(32 * 512 + 8));
    assertEquals(0, in.getInt(32 * 512 + 12));
  }

  @Test
  void twoMebibytesAreFat12() throws Exception {
    Path file = write(new FileTree(directory()), FatSpec.small(4096, "OXIDE"));
    ByteBuffer in = head(file, 512 * 40);
    assertEquals("OXIDE      FAT12   ", text(in, 43, 19));
    assertEquals(4096, in.getShort(19));
    int root = 512 * (1 + 2 * in.getShort(22));
    assertEquals("OXIDE      ", text(in, root, 11));
    assertEquals(0x28, in.get(root + 11));
    assertEquals(
        "FAT16   ",
        text(head(write(new FileTree(directory()), FatSpec.small(8800, "")), 512), 54, 8));
  }

  @Test
  void takesNoMoreSpaceThanItsFiles() throws Exception {
    Path file = write(sample(), FatSpec.fat32(ESP_SECTORS));
    String blocks = Peers.run(folder, "du", "-k", file.toString()).ok();
    assertTrue(Integer.parseInt(blocks.split("\t")[0]) < 400, blocks);
  }

  @Test
  void judgesAgree() throws Exception {
    for (FatSpec spec : specs()) {
      Path file = write(sample(), spec);
      checkWithFsck(file);
      checkWithMtools(file, sample());
    }
  }

  private static List<FatSpec> specs() {
    return List.of(
        FatSpec.fat32(ESP_SECTORS),
        FatSpec.fat32(66_589),
        FatSpec.small(4096, "OXIDE"),
        FatSpec.small(8800, ""),
        FatSpec.small(200_000, "TWO WORDS"),
        new FatSpec(5_000_000, true, "BIG"));
  }

  private static FileTree sample() throws IOException {
    FileTree tree = new FileTree(directory());
    tree.mkdirs("/EFI/Boot", directory());
    Generator g = new Generator(7);
    put(tree, "/EFI/Boot/bootx64.efi", 0444, g.bytes(123_457));
    put(tree, "/EFI/Boot/bootia32.efi", 0444, g.bytes(65_536));
    put(tree, "/empty", 0644, new byte[0]);
    put(tree, "/README.TXT", 0644, "eight and three".getBytes(StandardCharsets.UTF_8));
    put(tree, "/a long name with spaces, and no end.text", 0644, g.bytes(512));
    put(tree, "/.hidden", 0644, g.bytes(1));
    put(tree, "/thirteen-unit", 0644, g.bytes(513));
    put(tree, "/thirteenunits", 0644, g.bytes(511));
    for (int i = 0; i < 40; i++) {
      put(tree, "/EFI/long-file-name-" + i + ".conf", 0644, g.bytes(i));
    }
    tree.put("/EFI/none", new Directory(Attributes.of(0755, 0, 0, TIME + 2)));
    return tree;
  }

  private void checkWithFsck(Path file) throws Exception {
    Peers.run(folder, Peers.require("fsck.fat", "dosfstools"), "-n", "-v", file.toString()).ok();
  }

  private void checkWithMtools(Path file, FileTree meant) throws Exception {
    String mcopy = Peers.require("mcopy", "mtools");
    Path out = Files.createDirectory(folder.resolve("out" + files++));
    Peers.run(folder, mcopy, "-s", "-m", "-n", "-i", file.toString(), "::/", out.toString()).ok();
    int[] count = {0};
    meant.<IOException>walk(
        (path, entry) -> {
          Path copy = out.resolve(path.substring(1));
          assertTrue(Files.exists(copy), path);
          if (entry.node() instanceof RegularFile regular) {
            assertArrayEquals(regular.content().bytes(), Files.readAllBytes(copy), path);
            count[0]++;
          }
        });
    assertTrue(count[0] > 40);
    String listing =
        Peers.run(
                folder,
                Peers.require("mattrib", "mtools"),
                "-i",
                file.toString(),
                "::/EFI/Boot/bootx64.efi")
            .ok();
    assertTrue(listing.contains("R"), listing);
  }

  @Test
  void readsWhatItWrites() throws Exception {
    for (FatSpec spec : specs()) {
      FatTrees.assertSame(sample(), FatReader.read(write(sample(), spec), 0));
    }
  }

  @Test
  void readsWhatOthersWrite() throws Exception {
    Path file = folder.resolve("foreign.img");
    try (FileChannel image =
        FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      image.write(ByteBuffer.wrap(new byte[1]), (40 << 20) - 1);
    }
    Peers.run(
            folder, Peers.require("mkfs.fat", "dosfstools"), "-F", "32", "-s", "1", file.toString())
        .ok();
    String mcopy = Peers.require("mcopy", "mtools");
    byte[] first = new Generator(1).bytes(100_000);
    Path source = folder.resolve("lower.txt");
    for (String name : List.of("one", "lower.txt", "Mixed Case.name")) {
      Files.write(source, first);
      Peers.run(folder, mcopy, "-i", file.toString(), source.toString(), "::/" + name).ok();
    }
    // A gap in front, then a file that fills it and goes on behind: two runs.
    Peers.run(folder, Peers.require("mdel", "mtools"), "-i", file.toString(), "::/one").ok();
    byte[] second = new Generator(2).bytes(39_000_000);
    Files.write(source, second);
    Peers.run(folder, mcopy, "-i", file.toString(), source.toString(), "::/two").ok();
    FileTree tree = FatReader.read(file, 0);
    assertEquals(
        List.of("Mixed Case.name", "lower.txt", "two"),
        tree.list("/").stream().map(FileTree.Entry::name).toList());
    assertArrayEquals(first, ((RegularFile) tree.get("/lower.txt")).content().bytes());
    assertArrayEquals(second, ((RegularFile) tree.get("/two")).content().bytes());
  }

  @Test
  void writesIntoTheMiddleOfAnImage() throws Exception {
    Path file = folder.resolve("disk.raw");
    try (FileChannel image = open(file)) {
      FatWriter.write(sample(), FatSpec.small(8800, ""), image, 131_072);
      assertEquals(131_072 + 8800 * 512, image.size());
    }
    FatTrees.assertSame(sample(), FatReader.read(file, 131_072));
    assertThrows(FatException.class, () -> FatReader.read(file, 0));
  }

  @Test
  void saysWhatDoesNotFit() throws Exception {
    FileTree full = new FileTree(directory());
    put(full, "/file", 0644, new byte[3 << 20]);
    assertMessage(
        "the files need 3145728 bytes of a FAT file system that has room for 2067968: make it"
            + " larger",
        full,
        FatSpec.small(4096, ""));
    FileTree links = new FileTree(directory());
    links.put("/link", new Symlink(Attributes.of(0777, 0, 0, TIME), "target"));
    assertMessage(
        "/link cannot be in a FAT file system, which has only files and directories",
        links,
        FatSpec.small(4096, ""));
    FileTree letters = new FileTree(directory());
    put(letters, "/Name", 0644, new byte[0]);
    put(letters, "/name", 0644, new byte[0]);
    assertMessage(
        "/name differs from another name only in case, which FAT ignores",
        letters,
        FatSpec.small(4096, ""));
    FileTree colon = new FileTree(directory());
    put(colon, "/a:b", 0644, new byte[0]);
    assertMessage(
        "/a:b has a character in its name that FAT does not allow", colon, FatSpec.small(4096, ""));
    FileTree wide = new FileTree(directory());
    for (int i = 0; i < 257; i++) {
      put(wide, "/name" + i, 0644, new byte[0]);
    }
    assertMessage(
        "the root directory of a small FAT file system has only 512 entries: use fewer or shorter"
            + " names there",
        wide,
        FatSpec.small(4096, ""));
    FileTree none = new FileTree(directory());
    assertMessage(
        "a FAT32 file system of 4096 sectors is not possible: it needs at least 66589",
        none,
        FatSpec.fat32(4096));
    assertMessage(
        "a FAT16 file system of 35 sectors is not possible: it needs 36 to 8387617",
        none,
        FatSpec.small(35, ""));
    assertMessage(
        "the volume label \"lower\" is not possible: it has up to 11 capitals and digits",
        none,
        FatSpec.small(4096, "lower"));
    write(none, FatSpec.fat32(66_589));
    write(none, FatSpec.small(36, ""));
    write(none, FatSpec.small(8_387_617, ""));
  }

  @Test
  void damageEndsInAnException() throws Exception {
    Path good = write(sample(), FatSpec.small(4096, "OXIDE"));
    byte[] bytes = Files.readAllBytes(good);
    Path bad = folder.resolve("bad.img");
    Generator.forAll(
        1,
        300,
        g -> {
          byte[] damaged = bytes.clone();
          // Boot sector, tables, root directory: whatever comes of it, no crash and no endless
          // loop.
          for (int i = g.below(8); i >= 0; i--) {
            damaged[g.below(57 * 512)] = (byte) g.below(256);
          }
          Files.write(bad, damaged);
          try {
            FatReader.read(bad, 0);
          } catch (IOException e) {
            assertTrue(e.getMessage() != null);
          }
        });
    byte[] differing = bytes.clone();
    differing[512 + 20] ^= 1;
    Files.write(bad, differing);
    assertEquals(
        "the tables of the FAT file system differ",
        assertThrows(FatException.class, () -> FatReader.read(bad, 0)).getMessage());
  }

  private void assertMessage(String message, FileTree tree, FatSpec spec) {
    FatException e = assertThrows(FatException.class, () -> write(tree, spec));
    assertEquals(message, e.getMessage());
  }

  private static Attributes directory() {
    return Attributes.of(0755, 0, 0, TIME);
  }

  private static void put(FileTree tree, String path, int mode, byte[] bytes) throws IOException {
    tree.put(path, new RegularFile(Attributes.of(mode, 0, 0, TIME), Content.of(bytes)));
  }

  private Path write(FileTree tree, FatSpec spec) throws IOException {
    Path file = folder.resolve("fat" + files++ + ".img");
    try (FileChannel image = open(file)) {
      FatWriter.write(tree, spec, image, 0);
    }
    return file;
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.SPARSE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static ByteBuffer head(Path file, int length) throws IOException {
    try (FileChannel image = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      image.read(bytes, 0);
      return bytes;
    }
  }

  private static String text(ByteBuffer in, int offset, int length) {
    byte[] bytes = new byte[length];
    in.get(offset, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
