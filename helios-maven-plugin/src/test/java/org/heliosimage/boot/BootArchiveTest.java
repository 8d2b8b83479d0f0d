package org.heliosimage.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.archive.Cpio;
import org.heliosimage.codec.Nvlist;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootArchiveTest {

  private static final long TIME = 1_700_000_000L;

  @TempDir Path folder;

  private FileTree tree;

  @BeforeEach
  void bootEnvironment() throws Exception {
    tree = new FileTree(Attributes.of(0755, 0, 0, 1));
    file("/boot/solaris/filelist.ramdisk", "platform\netc/system\netc/system.d\nkernel\nmissing\n");
    file("/etc/boot/solaris/filelist.ramdisk", "etc/extra\nboot/missing/too\n");
    file("/etc/system", "set a=1\n");
    file("/etc/system.d/b", "second\n");
    file("/etc/system.d/a", "first");
    file("/etc/extra", "extra");
    file("/etc/passwd", "not a member");
    file("/kernel/drv/amd64/null", "driver");
    file("/platform/i86pc/kernel/amd64/unix", "kernel");
    file("/platform/i86pc/other", "not a member");
    file("/platform/i86hvm/kernel/misc", "hvm");
    tree.put("/kernel/link", new Symlink(Attributes.of(0777, 0, 0, 4), "drv/amd64/null"));
    tree.link("/kernel/drv/amd64/null", "/kernel/drv/amd64/twin");
  }

  @Test
  void holdsExactlyTheListedFiles() throws Exception {
    BootArchive made = BootArchive.update(tree, TIME, folder);
    Path cpio = unpacked();
    Set<String> names = new TreeSet<>();
    Cpio.read(cpio).walk((path, entry) -> names.add(path));
    assertEquals(
        Set.of(
            "/",
            "/etc",
            "/etc/extra",
            "/etc/system",
            "/etc/system.d",
            "/etc/system.d/.self-assembly",
            "/etc/system.d/a",
            "/etc/system.d/b",
            "/kernel",
            "/kernel/drv",
            "/kernel/drv/amd64",
            "/kernel/drv/amd64/null",
            "/kernel/drv/amd64/twin",
            "/kernel/link",
            "/platform",
            "/platform/i86hvm",
            "/platform/i86hvm/kernel",
            "/platform/i86hvm/kernel/misc",
            "/platform/i86pc",
            "/platform/i86pc/kernel",
            "/platform/i86pc/kernel/amd64",
            "/platform/i86pc/kernel/amd64/unix"),
        names);
    // The reader makes the parents that are no members: /, etc, platform and the two platforms.
    assertEquals(names.size() - 5, made.members());
    assertEquals(Files.size(cpio), made.size());
    RegularFile twin = (RegularFile) Cpio.read(cpio).get("/kernel/drv/amd64/twin");
    assertEquals("driver", twin.content().text());
    assertEquals(5, twin.attributes().seconds());
  }

  @Test
  void cpioAgrees() throws Exception {
    String program = Peers.require("cpio", "cpio");
    BootArchive made = BootArchive.update(tree, TIME, folder);
    List<String> names =
        Peers.run(folder, program, "-t", "--quiet", "-F", unpacked().toString())
            .ok()
            .lines()
            .toList();
    assertEquals(made.members(), names.size());
    assertTrue(names.indexOf("kernel") < names.indexOf("kernel/drv/amd64/twin"), names.toString());
  }

  @Test
  void hashIsThatOfTheArchiveBeforeCompression() throws Exception {
    BootArchive.update(tree, TIME, folder);
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(unpacked()));
    assertEquals(
        HexFormat.of().formatHex(digest) + "\n",
        content("/platform/i86pc/amd64/boot_archive.hash").text());
  }

  @Test
  void recordsWhatTheFirstBootWillFind() throws Exception {
    BootArchive.update(tree, TIME, folder);
    Nvlist stats = Nvlist.decode(content("/boot/solaris/filestat.ramdisk").bytes());
    assertEquals(List.of(8L, 5L), stats.numbers("etc/system"));
    assertEquals(List.of(12L, TIME), stats.numbers("etc/system.d/.self-assembly"));
    assertEquals(List.of(4L, 2L), stats.numbers("kernel"));
    assertFalse(stats.has("kernel/link"));
    assertFalse(stats.has("missing"));
    for (String name : stats.values().keySet()) {
      if (tree.get("/" + name) instanceof RegularFile file) {
        assertEquals(
            List.of(file.content().size(), file.attributes().seconds()), stats.numbers(name), name);
      }
    }
    RegularFile cache = (RegularFile) tree.get("/boot/solaris/timestamp.cache");
    assertEquals(0, cache.content().size());
    assertTrue(
        cache.attributes().seconds()
            >= tree.get("/platform/i86pc/amd64/boot_archive").attributes().seconds());
  }

  @Test
  void fragmentsAreJoinedWithoutChangeAndKeepTheirTime() throws Exception {
    BootArchive.update(tree, TIME, folder);
    RegularFile joined = (RegularFile) tree.get("/etc/system.d/.self-assembly");
    assertEquals("firstsecond\n", joined.content().text());
    assertEquals(TIME, joined.attributes().seconds());
    assertTrue(joined.attributes().nanos() != 0);

    tree.remove("/etc/system.d/a");
    tree.remove("/etc/system.d/b");
    BootArchive.update(tree, TIME, folder);
    assertTrue(tree.find("/etc/system.d/.self-assembly").isEmpty());
  }

  @Test
  void aSecondRunChangesNothing() throws Exception {
    BootArchive.update(tree, TIME, folder);
    byte[] archive = content("/platform/i86pc/amd64/boot_archive").bytes();
    byte[] stats = content("/boot/solaris/filestat.ramdisk").bytes();
    BootArchive.update(tree, TIME, Files.createDirectory(folder.resolve("other")));
    assertArrayEquals(archive, content("/platform/i86pc/amd64/boot_archive").bytes());
    assertArrayEquals(stats, content("/boot/solaris/filestat.ramdisk").bytes());
  }

  @Test
  void membersReachedThroughLinksHaveTheirLiteralNames() throws Exception {
    file("/boot/solaris/filelist.ramdisk", "old/drv\nkernel/link\n");
    tree.put("/old", new Symlink(Attributes.of(0777, 0, 0, 4), "./kernel"));
    BootArchive.update(tree, TIME, folder);
    FileTree archive = Cpio.read(unpacked());
    assertTrue(archive.get("/old/drv/amd64/null") instanceof RegularFile);
    assertTrue(archive.get("/kernel/link") instanceof Symlink);
  }

  @Test
  void anArchiveOfManyBlocksIsCompressedIntoTheWorkFolder() throws Exception {
    byte[] data = new Generator(5).compressible(1 << 20);
    for (int i = 0; i < 6; i++) {
      tree.put("/kernel/big" + i, new RegularFile(Attributes.of(0644, 0, 0, 5), Content.of(data)));
    }
    BootArchive made = BootArchive.update(tree, TIME, folder);
    assertTrue(made.size() > 6L * data.length);
    assertEquals(made.compressedSize(), Files.size(folder.resolve("boot_archive")));
    assertTrue(made.compressedSize() < made.size());
  }

  @Test
  void aMissingListNamesTheRemedy() throws Exception {
    tree.remove("/boot/solaris/filelist.ramdisk");
    BootException e =
        assertThrows(BootException.class, () -> BootArchive.update(tree, TIME, folder));
    assertTrue(e.getMessage().startsWith("/boot/solaris/filelist.ramdisk is not in the image"));
  }

  @Test
  void aListCannotLeaveTheImage() throws Exception {
    file("/etc/boot/solaris/filelist.ramdisk", "../../etc/shadow\n");
    assertThrows(BootException.class, () -> BootArchive.update(tree, TIME, folder));
  }

  private void file(String path, String text) throws Exception {
    tree.mkdirs(path.substring(0, path.lastIndexOf('/')), Attributes.of(0755, 0, 3, 2));
    tree.put(path, new RegularFile(Attributes.of(0644, 0, 3, 5), Content.of(text)));
  }

  private Content content(String path) throws Exception {
    return ((RegularFile) tree.get(path)).content();
  }

  private Path unpacked() throws Exception {
    Path cpio = folder.resolve("unpacked");
    try (GZIPInputStream in =
        new GZIPInputStream(
            new ByteArrayInputStream(content("/platform/i86pc/amd64/boot_archive").bytes()))) {
      Files.write(cpio, in.readAllBytes());
    }
    return cpio;
  }
}
