package org.heliosimage.engine.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileRange;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Fingerprint;
import org.heliosimage.tree.GzipFile;
import org.heliosimage.tree.GzipFiles;
import org.heliosimage.tree.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeFileTest {

  @TempDir Path folder;

  private Path cache;
  private Path outputs;
  private Path file;
  private Map<String, Path> lasting;
  private Digests digests;

  @BeforeEach
  void folders() throws IOException {
    cache = Files.createDirectories(folder.resolve("cache"));
    outputs = Files.createDirectories(folder.resolve("output"));
    file = folder.resolve("x.tree");
    digests = Digests.load(folder.resolve("digests"));
    lasting = Map.of("output", outputs);
  }

  private FileTree tree() throws IOException {
    Files.writeString(outputs.resolve("seed.tar"), "0123456789");
    byte[] unpacked = "unpacked".getBytes(StandardCharsets.UTF_8);
    GzipFile payload = GzipFiles.write(cache.resolve("payload"), unpacked);
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "outside");
    Attributes attributes = Attributes.of(0644, 7, 8, 12345).withTime(12345, 6789);
    FileTree tree = new FileTree(Attributes.of(0755, 0, 3, 1));
    tree.put("/etc", new Node.Directory(Attributes.of(01777, 1, 2, 3)));
    tree.put("/etc/a", new Node.RegularFile(attributes, Content.of("in memory".getBytes("UTF-8"))));
    tree.put(
        "/etc/b",
        new Node.RegularFile(attributes, Content.range(outputs.resolve("seed.tar"), 3, 4)));
    tree.put("/etc/c", new Node.RegularFile(attributes, payload));
    Fingerprint whole = GzipFiles.print("SHA-256", Files.readAllBytes(payload.file()));
    tree.put(
        "/etc/e",
        new Node.RegularFile(
            attributes, GzipFiles.of(payload.file(), 8, Optional.of(whole), payload.unpacked())));
    tree.put("/etc/d", new Node.RegularFile(attributes, Content.range(elsewhere, 0, 7)));
    tree.link("/etc/a", "/z");
    tree.put("/link", new Node.Symlink(attributes, "etc/ü"));
    tree.put("/dev", new Node.Directory(attributes));
    tree.put("/dev/null", new Node.Device(attributes, false, 13, 2));
    tree.put("/dev/pipe", new Node.Fifo(attributes));
    TreeMap<String, Content> xattrs = new TreeMap<>();
    xattrs.put("user.x", Content.of(new byte[] {1, 2, 3}));
    tree.setAttributes("/etc/b", attributes.withXattrs(xattrs));
    return tree;
  }

  @Test
  void comesBackTheSame() throws IOException {
    FileTree tree = tree();
    TreeFile.write(tree, file, lasting, digests);
    Files.delete(folder.resolve("elsewhere"));
    FileTree back = TreeFile.read(file, lasting, digests);
    assertEquals(describe(tree()), describe(back));
  }

  @Test
  void refersToPayloadsAndOutputsAndCopiesAllElse() throws IOException {
    TreeFile.write(tree(), file, lasting, digests);
    FileTree back = TreeFile.read(file, lasting, digests);
    Node.RegularFile b = (Node.RegularFile) back.get("/etc/b");
    assertEquals(outputs.resolve("seed.tar"), ((FileRange) b.content()).file());
    Node.RegularFile c = (Node.RegularFile) back.get("/etc/c");
    assertEquals(((Node.RegularFile) tree().get("/etc/c")).content(), c.content());
    Node.RegularFile e = (Node.RegularFile) back.get("/etc/e");
    assertEquals(((Node.RegularFile) tree().get("/etc/e")).content(), e.content());
    Node.RegularFile d = (Node.RegularFile) back.get("/etc/d");
    assertEquals(file, ((FileRange) d.content()).file());
  }

  @Test
  void refusesWhenAReferenceIsGone() throws IOException {
    TreeFile.write(tree(), file, lasting, digests);
    Files.delete(cache.resolve("payload"));
    WorkException e =
        assertThrows(WorkException.class, () -> TreeFile.read(file, lasting, digests));
    assertTrue(e.getMessage().contains("payload"), e.getMessage());
  }

  @Test
  void refusesWhenAnOutputIsAnotherOne() throws IOException {
    TreeFile.write(tree(), file, lasting, digests);
    Path replaced = Files.writeString(outputs.resolve("new"), "9876543210");
    Files.move(
        replaced, outputs.resolve("seed.tar"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThrows(WorkException.class, () -> TreeFile.read(file, lasting, digests));
  }

  @Test
  void refusesEveryDamagedByte() throws IOException {
    TreeFile.write(tree(), file, lasting, digests);
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i += 7) {
      byte[] bad = good.clone();
      bad[i] ^= 0x10;
      Files.write(file, bad);
      assertThrows(WorkException.class, () -> TreeFile.read(file, lasting, digests), "byte " + i);
    }
    for (int length = 0; length < good.length; length += 11) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertThrows(
          WorkException.class, () -> TreeFile.read(file, lasting, digests), "length " + length);
    }
    Files.write(file, good);
    assertEquals(describe(tree()), describe(TreeFile.read(file, lasting, digests)));
  }

  @Test
  void sameTreeGivesSameBytes() throws IOException {
    TreeFile.write(tree(), file, lasting, digests);
    byte[] first = Files.readAllBytes(file);
    TreeFile.write(tree(), file, lasting, digests);
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  private static List<String> describe(FileTree tree) throws IOException {
    List<String> lines = new ArrayList<>();
    tree.<IOException>walk(
        (path, entry) -> {
          Attributes a = entry.node().attributes();
          String line =
              path
                  + " "
                  + entry.node().getClass().getSimpleName()
                  + " "
                  + a.mode()
                  + ":"
                  + a.uid()
                  + ":"
                  + a.gid()
                  + ":"
                  + a.seconds()
                  + "."
                  + a.nanos()
                  + " link "
                  + (entry.link() != 0);
          for (Map.Entry<String, Content> xattr : a.xattrs().entrySet()) {
            line += " " + xattr.getKey() + "=" + text(xattr.getValue());
          }
          if (entry.node() instanceof Node.RegularFile regular) {
            line += " " + text(regular.content());
          } else if (entry.node() instanceof Node.Symlink symlink) {
            line += " -> " + symlink.target();
          } else if (entry.node() instanceof Node.Device device) {
            line += " " + device.block() + device.major() + "," + device.minor();
          }
          lines.add(line);
        });
    return lines;
  }

  private static String text(Content content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.copyTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
