package org.heliosimage.ufs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.ufs.write.UfsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Sleuth Kit finds in our images. */
class SleuthkitTest {

  private static final String PACKAGE = "sleuthkit";
  private static final Pattern LINE = Pattern.compile("-/(\\S) (\\d+):\t(.*)");

  @TempDir Path folder;

  private record Found(String type, int inode) {}

  private Path image() {
    return folder.resolve("image.ufs");
  }

  private SortedMap<String, Found> list() throws Exception {
    String fls = Peers.require("fls", PACKAGE);
    Path forKit = folder.resolve("listed.ufs");
    Files.copy(image(), forKit, StandardCopyOption.REPLACE_EXISTING);
    swapNameLengths(forKit);
    String output = Peers.run(folder, fls, "-r", "-p", "-u", forKit.toString()).ok();
    SortedMap<String, Found> found = new TreeMap<>();
    for (String line : output.split("\n", -1)) {
      // The kit adds a directory of its own for files without a name.
      if (line.isEmpty() || line.contains("$OrphanFiles")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      assertTrue(matcher.matches(), line);
      found.put(
          "/" + matcher.group(3), new Found(matcher.group(1), Integer.parseInt(matcher.group(2))));
    }
    return found;
  }

  /**
   * The kit takes directories for those of BSD, whose entries have a type of 8 bits, which may be
   * 0, and a length of 8 bits where Solaris has a length of 16 bits. On SPARC both look the same,
   * on x86 they do if the two bytes are exchanged.
   */
  private static void swapNameLengths(Path file) throws IOException {
    byte[] image = Files.readAllBytes(file);
    int superblock = 8192;
    int groups = Bytes.i32(image, superblock + 44);
    int groupInodes = Bytes.i32(image, superblock + 184);
    int groupFragments = Bytes.i32(image, superblock + 188);
    for (int group = 0; group < groups; group++) {
      int table = (group * groupFragments + Bytes.i32(image, superblock + 16)) * 1024;
      for (int inode = table; inode < table + groupInodes * 128; inode += 128) {
        if ((Bytes.u16(image, inode) & 0170000) == 0040000) {
          swapNameLengths(image, inode);
        }
      }
    }
    Files.write(file, image);
  }

  private static void swapNameLengths(byte[] image, int inode) {
    int size = Bytes.i32(image, inode + 8);
    assertTrue(size <= 12 * 4096, "too large a directory for this test");
    for (int chunk = 0; chunk < size; chunk += 512) {
      int start = Bytes.i32(image, inode + 40 + 4 * (chunk / 4096)) * 1024 + chunk % 4096;
      for (int at = start; at < start + 512; at += Bytes.u16(image, at + 4)) {
        byte low = image[at + 6];
        image[at + 6] = image[at + 7];
        image[at + 7] = low;
      }
    }
  }

  private static String type(Node node) {
    if (node instanceof Directory) {
      return "d";
    }
    if (node instanceof RegularFile) {
      return "r";
    }
    if (node instanceof Fifo) {
      return "p";
    }
    return node instanceof Device device ? (device.block() ? "b" : "c") : "l";
  }

  private void judge(FileTree tree) throws Exception {
    FileTree stored = UfsWriter.stored(tree);
    SortedMap<String, Found> found = list();
    SortedMap<String, String> types = new TreeMap<>();
    found.forEach((path, each) -> types.put(path, each.type()));
    SortedMap<String, String> meant = new TreeMap<>();
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    StringBuilder inodes = new StringBuilder();
    stored.<IOException>walk(
        (path, entry) -> {
          if (path.equals("/")) {
            return;
          }
          meant.put(path, type(entry.node()));
          if (entry.node() instanceof RegularFile file && found.containsKey(path)) {
            file.content().copyTo(contents);
            inodes.append(' ').append(found.get(path).inode());
          }
        });
    assertEquals(meant, types);
    // One shell for all files; each is one run of a small program.
    String icat = Peers.require("icat", PACKAGE);
    Path all = folder.resolve("all");
    Peers.run(
            folder,
            "sh",
            "-ec",
            "for i in" + inodes + "; do " + icat + " " + image() + " $i; done > " + all)
        .ok();
    assertArrayEquals(contents.toByteArray(), Files.readAllBytes(all));
  }

  @Test
  void randomTreesAreListedAndReadEqual() throws Exception {
    Peers.require("fls", PACKAGE);
    Generator.forAll(
        500,
        50,
        random -> {
          FileTree tree = UfsImages.randomTree(random, 36, 2 << 20);
          UfsSpec spec = UfsImages.spec(random.between(5, 12), random.oneOf(2048, 4096, 16384));
          UfsImages.write(tree, spec, image());
          judge(tree);
        });
  }

  @Test
  void filesWithBlocksOfAddressesAreReadEqual() throws Exception {
    Peers.require("fls", PACKAGE);
    FileTree tree = UfsImages.edges(new Generator(9));
    UfsImages.write(tree, UfsImages.spec(32, 4096), image());
    judge(tree);
  }

  @Test
  void theFileSystemIsDescribed() throws Exception {
    String fsstat = Peers.require("fsstat", PACKAGE);
    UfsSummary summary =
        UfsImages.write(UfsImages.edges(new Generator(9)), UfsImages.spec(64, 2048), image());
    String output = Peers.run(folder, fsstat, image().toString()).ok();
    Map<String, String> fields = new TreeMap<>();
    for (String line : output.split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        fields.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 2).strip());
      }
    }
    assertEquals("4096", fields.get("Block Size"), output);
    assertEquals("1024", fields.get("Fragment Size"), output);
    assertEquals("14", fields.get("Number of Cylinder Groups"), output);
    assertEquals("2240", fields.get("Inodes per group"), output);
    assertEquals("4808", fields.get("Fragments per group"), output);
    long fragments =
        4 * Long.parseLong(fields.get("Num of Avail Full Blocks"))
            + Long.parseLong(fields.get("Num of Avail Fragments"));
    assertEquals(summary.freeBytes(), 1024 * fragments, output);
    assertEquals(Integer.toString(summary.freeInodes()), fields.get("Num of Avail Inodes"), output);
  }
}
