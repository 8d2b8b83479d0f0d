package org.heliosimage.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.heliosimage.Generator;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.TreeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tars that somebody else made, with or without bad intentions. */
class HostileTarTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  @Test
  void namesCannotLeaveTheTree() throws Exception {
    assertRefused("entry ../etc/passwd leaves the root", () -> file("../etc/passwd", "x"));
    assertRefused("entry a/../../b leaves the root", () -> file("a/../../b", "x"));
    assertRefused("entry /etc/passwd has an absolute name", () -> file("/etc/passwd", "x"));
    assertRefused(
        "entry way/passwd ",
        () -> {
          link('2', "way", "/etc");
          file("way/passwd", "x");
        });
    assertRefused(
        "entry x leaves the root",
        () -> {
          file("a", "x");
          link('1', "x", "../a");
        });
  }

  @Test
  void plainWaysOfWritingANameAreTheSame() throws Exception {
    file("./a//b/./c", "x");
    assertEquals("x", text(read(), "/a/b/c"));
  }

  @Test
  void hardLinksNeedATarget() throws Exception {
    assertRefused(
        "entry x is a hard link to missing, which does not come before",
        () -> link('1', "x", "missing"));
    assertRefused(
        "entry x is a hard link to the directory d",
        () -> {
          directory("d");
          link('1', "x", "d");
        });
  }

  @Test
  void laterEntriesReplaceEarlierOnes() throws Exception {
    file("a", "first");
    link('1', "b", "a");
    file("a", "second");
    directory("d");
    file("d", "no longer a directory");
    file("e", "no longer a file");
    directory("e");
    FileTree tree = read();
    assertEquals("second", text(tree, "/a"));
    assertEquals("first", text(tree, "/b"));
    assertEquals("no longer a directory", text(tree, "/d"));
    assertInstanceOf(Directory.class, tree.get("/e"));

    directory("f");
    file("f/g", "x");
    assertRefused(
        "entry f cannot be unpacked: f: is a directory that is not empty", () -> file("f", "x"));
  }

  @Test
  void sizesAreCheckedBeforeTheyAreUsed() throws Exception {
    assertRefused(
        "entry a has 1073741824 bytes of data, but the file has 1024 left",
        () -> header("a", '0', 1L << 30, ""));
    assertRefused("entry a has -1 bytes", () -> header("a", '0', -1, ""));
    assertRefused(
        "entry x is a header of 9000000 bytes",
        () -> {
          header("x", 'x', 9_000_000, "");
          tar.write(new byte[9_000_448]);
        });
    assertRefused(
        "entry a has 9223372036854775807 bytes",
        () -> {
          pax('x', "size", "9223372036854775807");
          header("a", '0', 0, "");
        });
  }

  @Test
  void brokenExtendedHeadersAreRefused() throws Exception {
    for (String record :
        new String[] {"5 a=b", "x", "99 a=b\n", "3 a\n", "999999999 a=b\n", "6 a=b\r"}) {
      assertRefused("has a broken extended header", () -> records('x', record));
    }
    assertRefused("whose size is no number", () -> pax('x', "size", "12x"));
    assertRefused("whose mtime is no", () -> pax('x', "mtime", "1e5"));
    assertRefused("not UTF-8", () -> paxBytes('x', "path", new byte[] {'a', (byte) 0xff}));
    assertRefused("not in base 64", () -> pax('x', "LIBARCHIVE.xattr.a", "!!!"));
  }

  @Test
  void brokenSparseMapsAreRefused() throws Exception {
    for (String map : new String[] {"0,5,3,2", "5", "a,b", "0,9", "9223372036854775807,5"}) {
      assertRefused(
          "sparse map",
          () -> {
            records('x', record("GNU.sparse.realsize", "8"), record("GNU.sparse.map", map));
            header("a", '0', 5, "");
            tar.write(new byte[512]);
          });
    }
  }

  @Test
  void timesBelowZeroAndTooFineOnesRoundDown() throws Exception {
    assertEquals("-2.250000000", time("-1.75"));
    assertEquals("-1.0", time("-1"));
    assertEquals("-1.000000001", time("-0.9999999989999"));
    assertEquals("5.123456789", time("5.1234567899"));
    assertEquals("5.500000000", time("5.5"));
  }

  @Test
  void globalHeadersHoldUntilTheyAreTakenBack() throws Exception {
    pax('g', "uid", "77");
    file("a", "x");
    pax('x', "uid", "78");
    file("b", "x");
    file("c", "x");
    FileTree tree = read();
    assertEquals(77, tree.get("/a").attributes().uid());
    assertEquals(78, tree.get("/b").attributes().uid());
    assertEquals(77, tree.get("/c").attributes().uid());
  }

  @Test
  void headersOfSolaris() throws Exception {
    records('X', record("SUN.devmajor", "300000"), record("SUN.devminor", "4000000"));
    header("dev", '3', 0, "");
    file("f", "data");
    xattr("f", "comment", '0', "value");
    xattr("f", ".", '5', "");
    xattr("f", "SUNWattr_rw", '0', "system");
    file("g", "after");
    FileTree tree = read();
    Device device = assertInstanceOf(Device.class, tree.get("/dev"));
    assertEquals(300000, device.major());
    assertEquals(4000000, device.minor());
    assertEquals(1, tree.get("/f").attributes().xattrs().size());
    assertEquals("value", tree.get("/f").attributes().xattrs().get("comment").text());
    assertEquals("after", text(tree, "/g"));

    assertRefused(
        "entry missing cannot be unpacked: missing: does not exist",
        () -> xattr("missing", "a", '0', "v"));
    assertRefused("not version 1.0", () -> header("/dev/null/x.hdr", 'E', 0, ""));
  }

  @Test
  void theEndMustBeMarked() throws Exception {
    file("a", "x");
    byte[] whole = tar.toByteArray();
    for (int length : new int[] {0, 1, 511, 512, 700, whole.length}) {
      Path cut = folder.resolve("cut.tar");
      Files.write(cut, Arrays.copyOf(whole, length));
      ArchiveException e = assertThrows(ArchiveException.class, () -> readFile(cut));
      assertTrue(e.getMessage().startsWith(cut.toString()), e.getMessage());
    }
  }

  @Test
  void gzipThatIsCutShortIsNamed() throws Exception {
    Path file = folder.resolve("a.tgz");
    SeedTar.write(Trees.random(new Generator(3), Trees.Limits.ALL), file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    ArchiveException e = assertThrows(ArchiveException.class, () -> readFile(file));
    assertTrue(e.getMessage().startsWith(file + " cannot be unpacked"), e.getMessage());
    assertTrue(Files.notExists(folder.resolve("work")));
  }

  @Test
  void flippedBitsNeverDoMoreThanAnError() throws Exception {
    Path file = folder.resolve("a.tar");
    Generator.forAll(
        1,
        300,
        random -> {
          if (random.seed() % 50 == 1) {
            SeedTar.write(Trees.random(random, Trees.Limits.ALL), file);
          }
          byte[] bytes = Files.readAllBytes(file);
          // Bits of headers, and sums that agree, so that more than the sum is tested.
          int block = random.below(bytes.length / 512) * 512;
          for (int i = random.below(4); i >= 0; i--) {
            bytes[block + random.below(512)] = (byte) random.below(256);
          }
          fixSum(bytes, block);
          Path bad = folder.resolve("bad.tar");
          Files.write(bad, bytes);
          try {
            Trees.describe(readFile(bad));
          } catch (ArchiveException e) {
            assertTrue(e.getMessage().startsWith(bad.toString()), e.getMessage());
          }
        });
  }

  private void assertRefused(String problem, Maker maker) throws IOException {
    maker.make();
    ArchiveException e = assertThrows(ArchiveException.class, this::read);
    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertTrue(e.getMessage().startsWith(folder.resolve("a.tar").toString()), e.getMessage());
    tar.reset();
  }

  private interface Maker {
    void make() throws IOException;
  }

  private FileTree read() throws IOException {
    Path file = folder.resolve("a.tar");
    tar.write(new byte[1024]);
    Files.write(file, tar.toByteArray());
    tar.reset();
    return readFile(file);
  }

  private FileTree readFile(Path file) throws IOException {
    return SeedTar.read(file, folder.resolve("work"));
  }

  private static String text(FileTree tree, String path) throws IOException, TreeException {
    return assertInstanceOf(RegularFile.class, tree.get(path)).content().text();
  }

  private String time(String mtime) throws IOException {
    pax('x', "mtime", mtime);
    file("a", "x");
    var attributes = read().get("/a").attributes();
    return String.format(
        Locale.ROOT,
        attributes.nanos() == 0 ? "%d.%d" : "%d.%09d",
        attributes.seconds(),
        attributes.nanos());
  }

  private void file(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    header(name, '0', bytes.length, "");
    data(bytes);
  }

  private void directory(String name) throws IOException {
    header(name, '5', 0, "");
  }

  private void link(char type, String name, String target) throws IOException {
    header(name, type, 0, target);
  }

  private void header(String name, char type, long size, String link) throws IOException {
    byte[] block = new byte[TarHeader.BLOCK];
    new TarHeader(name, 0644, 1, 2, size, 3, type, link, 0, 0).encode(block);
    tar.write(block);
  }

  private void data(byte[] bytes) throws IOException {
    tar.write(bytes);
    tar.write(new byte[(int) (TarHeader.padded(bytes.length) - bytes.length)]);
  }

  private void pax(char type, String key, String value) throws IOException {
    paxBytes(type, key, value.getBytes(StandardCharsets.UTF_8));
  }

  private void paxBytes(char type, String key, byte[] value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int length = key.length() + value.length + 3;
    length += length + 2 < 100 ? 2 : 3;
    bytes.write((length + " " + key + "=").getBytes(StandardCharsets.UTF_8));
    bytes.write(value);
    bytes.write('\n');
    header("pax", type, bytes.size(), "");
    data(bytes.toByteArray());
  }

  private static String record(String key, String value) {
    int length = key.length() + value.length() + 3;
    return (length + 2) + " " + key + "=" + value + "\n";
  }

  private void records(char type, String... records) throws IOException {
    byte[] bytes = String.join("", records).getBytes(StandardCharsets.UTF_8);
    header("pax", type, bytes.length, "");
    data(bytes);
  }

  private void xattr(String path, String name, char type, String value) throws IOException {
    String names = path + "\0" + name + "\0";
    String head =
        String.format(
            Locale.ROOT,
            "1.0\0\0\0\0%09d\0%09d\0%09d\0%06d\0%c%s",
            45 + names.length(),
            8 + names.length(),
            0,
            names.length(),
            type,
            names);
    byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
    header("/dev/null/" + name + ".hdr", 'E', bytes.length, "");
    data(bytes);
    byte[] data = value.getBytes(StandardCharsets.UTF_8);
    header("/dev/null/" + name, 'E', data.length, "");
    data(data);
  }

  private static void fixSum(byte[] bytes, int block) {
    Arrays.fill(bytes, block + 148, block + 156, (byte) ' ');
    int sum = 0;
    for (int i = block; i < block + 512; i++) {
      sum += bytes[i] & 0xff;
    }
    byte[] digits = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(digits, 0, bytes, block + 148, 8);
  }
}
