package org.heliosimage.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.RandomTree;
import org.heliosimage.archive.SeedTar;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.tree.TreeComparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsoWriterTest {

  private static final long TIME = 1_700_000_000;

  private static final int MAX_XORRISO_LINK = 1023;

  @TempDir private Path folder;

  private int files;

  private static IsoSpec plain() {
    return new IsoSpec("TEST", Optional.empty(), Optional.empty(), Optional.empty(), TIME);
  }

  private Path write(FileTree tree, IsoSpec spec) throws IOException {
    Path file = folder.resolve("image" + files++ + ".iso");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      IsoWriter.write(tree, spec, channel, done -> {});
    }
    return file;
  }

  private static FileTree empty() {
    return new FileTree(Attributes.of(0755, 0, 0, TIME));
  }

  private static void file(FileTree tree, String path, byte[] bytes) throws IOException {
    tree.mkdirs(path.substring(0, path.lastIndexOf('/')), Attributes.of(0755, 0, 0, TIME));
    tree.put(path, new RegularFile(Attributes.of(0644, 0, 0, TIME), Content.of(bytes)));
  }

  private static List<String> differences(FileTree found, FileTree meant) throws IOException {
    return new TreeComparison(found, meant).run().stream().map(Object::toString).toList();
  }

  @Test
  void readerGivesRandomTreesBack() throws Exception {
    Generator.forAll(
        1,
        50,
        random -> {
          FileTree tree = RandomTree.small(random);
          Path image = write(tree, plain());
          IsoContents found = IsoReader.read(image);
          assertEquals("TEST", found.volumeId());
          assertEquals(List.of(), differences(found.tree(), IsoKept.of(tree)));
          Files.delete(image);
        });
  }

  @Test
  void bsdtarReadsRandomTrees() throws Exception {
    String bsdtar = Peers.require("bsdtar", "libarchive-tools");
    Generator.forAll(
        101,
        50,
        random -> {
          FileTree tree = smallDevices(RandomTree.small(random));
          Path image = write(tree, plain());
          Path tar = folder.resolve("random.tar");
          Peers.run(folder, bsdtar, "--format=pax", "-cf", tar.toString(), "@" + image).ok();
          FileTree found = SeedTar.read(tar, folder.resolve("work"));
          assertEquals(List.of(), differences(found, asBsdtarSays(IsoKept.of(tree))));
          Files.delete(image);
        });
  }

  /** The program takes both halves of a device number for one number as Linux has it. */
  private static FileTree asBsdtarSays(FileTree tree) throws IOException {
    FileTree said = tree.snapshot();
    tree.<IOException>walk(
        (path, entry) -> {
          if (entry.node() instanceof Device device) {
            int major = device.major() & 0xfffff000 | device.minor() >> 8 & 0xfff;
            int high = device.major() << 20 | device.minor() >>> 12;
            int minor = device.minor() & 0xff | high & 0xffffff00;
            said.replace(path, new Device(device.attributes(), device.block(), major, minor));
          }
        });
    return said;
  }

  /** Larger numbers would not fit into a tar once the program has taken them for others. */
  private static FileTree smallDevices(FileTree tree) throws IOException {
    FileTree small = tree.snapshot();
    tree.<IOException>walk(
        (path, entry) -> {
          if (entry.node() instanceof Device device) {
            small.replace(
                path,
                new Device(
                    device.attributes(), device.block(), device.major() & 0x3ff, device.minor()));
          }
        });
    return small;
  }

  @Test
  void xorrisoExtractsRandomTrees() throws Exception {
    String xorriso = Peers.require("xorriso", "xorriso");
    Generator.forAll(
        201,
        50,
        random -> {
          FileTree tree = shortLinks(RandomTree.small(random));
          Path image = write(tree, plain());
          XorrisoJudge.judge(xorriso, image, IsoKept.of(tree), folder);
          Files.delete(image);
        });
  }

  /** The program reads no longer ones. */
  private static FileTree shortLinks(FileTree tree) throws IOException {
    FileTree result = tree.snapshot();
    tree.<IOException>walk(
        (path, entry) -> {
          if (entry.node() instanceof Symlink link && link.target().length() > MAX_XORRISO_LINK) {
            String target = link.target().substring(0, MAX_XORRISO_LINK);
            result.replace(path, new Symlink(link.attributes(), target));
          }
        });
    return result;
  }

  @Test
  void deepAndLongNamesStayWhereTheyAre() throws Exception {
    FileTree tree = empty();
    String path = "";
    for (int i = 0; i < 40; i++) {
      path += "/level " + i + "x".repeat(i);
    }
    file(tree, path + "/file", new byte[] {1, 2, 3});
    String longest = "/a/" + "n".repeat(255);
    file(tree, longest, new byte[5000]);
    tree.put(
        "/a/far", new Symlink(Attributes.of(0777, 0, 0, TIME), "../" + "t".repeat(600) + "/./u"));
    for (int i = 0; i < 300; i++) {
      file(tree, "/many/" + "same start of a long name ".repeat(2) + i, new byte[i]);
    }
    Path image = write(tree, plain());
    assertEquals(List.of(), differences(IsoReader.read(image).tree(), tree));
    XorrisoJudge.judge(Peers.require("xorriso", "xorriso"), image, tree, folder);
  }

  @Test
  void targetsOfLinksAreKeptToTheLetter() throws Exception {
    FileTree tree = empty();
    List<String> targets =
        List.of("/", "//", "/a", "//a", "a/", "a//b", ".", "..", "./..", "...", "/../.", "/x//");
    for (int i = 0; i < targets.size(); i++) {
      tree.put("/" + i, new Symlink(Attributes.of(0777, 0, 0, TIME), targets.get(i)));
    }
    Path image = write(tree, plain());
    assertEquals(List.of(), differences(IsoReader.read(image).tree(), tree));
  }

  @Test
  void anEmptyTreeIsAnImageToo() throws Exception {
    Path image = write(empty(), plain());
    assertEquals(List.of(), differences(IsoReader.read(image).tree(), empty()));
  }

  @Test
  void bootEntriesAreWhatXorrisoReports() throws Exception {
    FileTree tree = empty();
    byte[] program = new Generator(7).bytes(3001);
    file(tree, "/boot/cdboot", program);
    file(tree, "/boot/efiboot", new byte[2 << 20]);
    file(tree, "/a", new byte[10]);
    IsoSpec spec =
        new IsoSpec(
            "Helios",
            Optional.of("boot/cdboot"),
            Optional.of("boot/efiboot"),
            Optional.empty(),
            TIME);
    Path image = write(tree, spec);
    IsoContents found = IsoReader.read(image);
    assertEquals(List.of(), differences(found.tree(), tree));
    byte[] patched = ((RegularFile) tree.get("/boot/cdboot")).content().bytes();
    assertArrayEquals(
        Arrays.copyOfRange(program, 64, program.length),
        Arrays.copyOfRange(patched, 64, program.length));
    BootEntry bios = found.bootEntries().get(0);
    BootEntry efi = found.bootEntries().get(1);
    String xorriso = Peers.require("xorriso", "xorriso");
    String report =
        Peers.run(folder, xorriso, "-indev", image.toString(), "-report_el_torito", "plain").ok();
    assertTrue(report.contains("Volume id    : 'Helios'"), report);
    assertTrue(
        report.contains(
            "El Torito boot img :   1  BIOS  y   none  0x0000  0x00      6" + lba(bios)),
        report);
    assertTrue(
        report.contains("El Torito boot img :   2  UEFI  y   none  0x0000  0x00   4096" + lba(efi)),
        report);
    assertTrue(report.contains("El Torito img opts :   1  boot-info-table"), report);
    assertTrue(report.contains("El Torito cat path : /.catalog"), report);
    assertTrue(report.contains("El Torito img path :   1  /boot/cdboot"), report);
    assertTrue(report.contains("El Torito img path :   2  /boot/efiboot"), report);
  }

  private static String lba(BootEntry entry) {
    return String.format(Locale.ROOT, "%12d", entry.block());
  }

  @Test
  void sameTreeSameBytes() throws Exception {
    Path one = write(RandomTree.small(new Generator(5)), plain());
    Path two = write(RandomTree.small(new Generator(5)), plain());
    assertEquals(-1, Files.mismatch(one, two));
  }

  @Test
  void whatCannotBeIsRefusedBeforeAnythingIsWritten() throws Exception {
    FileTree tree = empty();
    tree.put("/.catalog", new Directory(Attributes.of(0755, 0, 0, TIME)));
    file(tree, "/short", new byte[63]);
    file(tree, "/efi", new byte[4096]);
    refused(tree, spec(null, "/efi"), "/.catalog");
    tree.remove("/.catalog");
    refused(tree, spec("/nothing", null), "/nothing");
    refused(tree, spec("/short", null), "/short");
    refused(tree, spec("/efi", "/efi"), "UEFI");
    refused(
        tree,
        new IsoSpec("\u00e4", Optional.empty(), Optional.empty(), Optional.empty(), TIME),
        "volume name");
  }

  private static IsoSpec spec(String bios, String efi) {
    return new IsoSpec(
        "T", Optional.ofNullable(bios), Optional.ofNullable(efi), Optional.empty(), TIME);
  }

  private void refused(FileTree tree, IsoSpec spec, String text) throws IOException {
    IsoException e = assertThrows(IsoException.class, () -> write(tree, spec));
    assertTrue(e.getMessage().contains(text), e.getMessage());
    assertEquals(0, Files.size(folder.resolve("image" + (files - 1) + ".iso")));
  }
}
