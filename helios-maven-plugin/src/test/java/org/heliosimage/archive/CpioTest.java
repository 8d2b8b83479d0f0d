package org.heliosimage.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioTest {

  /** What the format can hold, but for times: it has whole seconds. */
  private static final Trees.Limits LIMITS = new Trees.Limits(40, false, false, false);

  @TempDir Path folder;

  @Test
  void readsBackWhatItWrites() throws Exception {
    Generator.forAll(
        1,
        30,
        random -> {
          FileTree tree = Trees.wholeSeconds(Trees.random(random, LIMITS));
          Path file = write(tree);
          assertEquals(0, Files.size(file) % 512);
          assertEquals(Trees.withoutLinks(Trees.describe(tree)), Trees.describe(Cpio.read(file)));
        });
  }

  @Test
  void headerIsThatOfTheFormat() throws Exception {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    tree.put("/ab", new RegularFile(Attributes.of(0644, 1, 2, 8), Content.of("hello")));
    byte[] bytes = Files.readAllBytes(write(tree));
    String text = new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
    assertEquals(
        "070707000000000002100644000001000002000001000000"
            + "0000000001000000300000000005ab\0hello",
        text.substring(78, 78 + 76 + 3 + 5));
    assertTrue(text.contains("TRAILER!!!\0"));
  }

  @Test
  void cpioListsAndChecksIt() throws Exception {
    String cpio = Peers.require("cpio", "cpio");
    FileTree tree = Trees.wholeSeconds(Trees.random(new Generator(11), LIMITS));
    Path file = write(tree);
    List<String> listed =
        Peers.run(folder, cpio, "-t", "--quiet", "-H", "odc", "-F", file.toString())
            .ok()
            .lines()
            .toList();
    List<String> names = new ArrayList<>();
    tree.walk((path, entry) -> names.add(path.equals("/") ? "." : path.substring(1)));
    assertEquals(names, listed);
  }

  @Test
  void bsdtarSeesTheSameFiles() throws Exception {
    String bsdtar = Peers.require("bsdtar", "libarchive-tools");
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    tree.put("/file", new RegularFile(Attributes.of(0751, 10, 20, 1_000_000), Content.of("text")));
    tree.link("/file", "/other");
    tree.put("/null", new Device(Attributes.of(0666, 0, 3, 0), false, 13, 2));
    Path file = write(tree);
    String listing = Peers.run(folder, bsdtar, "--numeric-owner", "-tvf", file.toString()).ok();
    assertTrue(listing.contains("-rwxr-x--x  2 10     20          4 Jan 12  1970 file"), listing);
    assertTrue(listing.contains("13,2"), listing);
    assertEquals("text", Peers.run(folder, bsdtar, "-xOf", file.toString(), "file").ok());
  }

  @Test
  void refusesWhatIsCutShort() throws Exception {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    tree.put("/a", new RegularFile(Attributes.of(0644, 0, 0, 0), Content.of("hello")));
    byte[] whole = Files.readAllBytes(write(tree));
    Path cut = folder.resolve("cut");
    for (int length = 0; length < 78 + 76 + 2 + 5 + 76 + 11; length++) {
      Files.write(cut, java.util.Arrays.copyOf(whole, length));
      ArchiveException e = assertThrows(ArchiveException.class, () -> Cpio.read(cut));
      assertTrue(e.getMessage().startsWith(cut.toString()), e.getMessage());
    }
  }

  @Test
  void refusesNumbersThatDoNotFit() {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    ArchiveException e =
        assertThrows(
            ArchiveException.class,
            () -> {
              tree.put("/dev", new Device(Attributes.of(0666, 0, 0, 0), true, 512, 0));
              write(tree);
            });
    assertEquals(
        "cannot put dev into a cpio: has the device number 512,0, which a cpio cannot hold",
        e.getMessage());
  }

  private Path write(FileTree tree) throws Exception {
    List<Cpio.Member> members = new ArrayList<>();
    tree.walk(
        (path, entry) ->
            members.add(
                new Cpio.Member(
                    path.equals("/") ? "." : path.substring(1), entry.node(), entry.link())));
    Path file = folder.resolve("a.cpio");
    try (OutputStream out = Files.newOutputStream(file)) {
      assertEquals(Cpio.write(members, out), Files.size(file));
    }
    return file;
  }
}
