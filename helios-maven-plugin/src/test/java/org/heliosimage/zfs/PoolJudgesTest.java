package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.RawFile;
import org.heliosimage.disk.Slice;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.zfs.zpl.FileType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lets OpenZFS and GRUB judge pools that this writer made. */
class PoolJudgesTest {

  private static final int MANY = 30_000;
  private static final long GIBIBYTE = 1L << 30;

  /** Object of the root's directory, as this writer numbers them. */
  private static final String ROOT_DIRECTORY = "4";

  /** Object of the first entry of a file system's root. */
  private static final String FIRST_ENTRY = "7";

  @TempDir Path folder;
  private Path pools;
  private Path pool;
  private String zdb;
  private String grub;

  @BeforeEach
  void findJudges() throws IOException {
    zdb = Peers.require("zdb", "zfsutils-linux");
    grub = Peers.require("grub-fstest", "grub-common");
    // zdb looks at every file of the folder.
    pools = Files.createDirectory(folder.resolve("pools"));
    pool = pools.resolve("pool.img");
  }

  @ParameterizedTest
  @CsvSource({"9, true", "12, true", "13, true", "9, false", "12, false"})
  void everyKindOfNodeWithEveryCompression(int ashift, boolean features) throws Exception {
    FileTree tree = variety(new Generator(ashift));
    List<DatasetSpec> datasets = new ArrayList<>();
    datasets.add(new DatasetSpec("ROOT", Map.of("canmount", "off"), null));
    datasets.add(new DatasetSpec("ROOT/be", Map.of("compression", "on"), tree));
    for (String compression :
        List.of("off", "lzjb", "zle", "gzip-1", "gzip", "gzip-9", features ? "lz4" : "on")) {
      datasets.add(
          new DatasetSpec(
              "ROOT/" + compression,
              Map.of("compression", compression),
              contents(new Generator(compression.hashCode()), 50, 600, 5000, 300_000)));
    }
    PoolSpec spec = spec(256 << 20, ashift, features, Map.of(), tree);
    assertSound(
        write(
            new PoolSpec(
                "rpool",
                spec.size(),
                ashift,
                features,
                Map.of(),
                Map.of(),
                datasets,
                spec.bootfs(),
                spec.devicePath(),
                true,
                spec.time(),
                "compressions")));
    assertNodes(tree);
    for (DatasetSpec dataset : datasets) {
      FileTree files = dataset.tree();
      if (files != null) {
        assertSameFiles(dataset.name(), files);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 9", "70, 12", "300000, 9"})
  void deviceSizes(int mebibytes, int ashift) throws Exception {
    FileTree tree = variety(new Generator(mebibytes));
    // Not a multiple of a label, as a slice is not.
    long size = ((long) mebibytes << 20) + 12345 * 512;
    assertSound(write(spec(size, ashift, true, Map.of("compression", "on"), tree)));
    assertSameFiles("ROOT/be", tree);
  }

  @Test
  void aLargeDirectory() throws Exception {
    FileTree tree = emptyTree();
    tree.put("/many", new Directory(attributes(0755)));
    for (int i = 0; i < MANY; i++) {
      String name = String.format(Locale.ROOT, "entry-%05d", i);
      tree.put("/many/" + name, new RegularFile(attributes(0644), Content.of(name)));
    }
    assertSound(write(spec(GIBIBYTE, 9, true, Map.of("compression", "on"), tree)));
    assertEquals(MANY, grub("ls", grubPath("/many")).split("\\s+").length);
    for (int i = 0; i < MANY; i += MANY / 5) {
      String name = String.format(Locale.ROOT, "entry-%05d", i);
      assertEquals(name, grub("cat", grubPath("/many/" + name)));
    }
    String many = zdb("-dddd", "rpool/ROOT/be", FIRST_ENTRY);
    assertTrue(many.contains("size\t" + (MANY + 2)), many.substring(0, 600));
  }

  @Test
  void aHugeFile() throws Exception {
    FileTree tree = emptyTree();
    Content huge = new Repeated(3 * GIBIBYTE + 4567);
    tree.put("/huge", new RegularFile(attributes(0600), huge));
    tree.put("/hole", new RegularFile(attributes(0600), new Zeros(5 * GIBIBYTE)));
    PoolSummary summary = write(spec(GIBIBYTE, 12, true, Map.of("compression", "lz4"), tree));
    assertSound(summary);
    assertEquals(huge.size() + 5 * GIBIBYTE, summary.logical());
    String hole = zdb("-ddddd", "rpool/ROOT/be", FIRST_ENTRY);
    assertTrue(hole.contains("path\t/hole"), hole);
    assertTrue(Pattern.compile("\\s0\\.00\\s+ZFS plain file").matcher(hole).find(), hole);
    // A part from its end: all levels of indirect blocks lead there.
    long from = huge.size() - 100_000;
    assertArrayEquals(tail(huge, from), grubTail("/huge", from));
  }

  @Test
  void propertiesAreWhatZfsReads() throws Exception {
    PoolSpec spec =
        new PoolSpec(
            "rpool",
            GIBIBYTE,
            12,
            true,
            Map.of("autoexpand", "on", "failmode", "panic", "comment", "made by a test"),
            Map.of("compression", "on", "atime", "off"),
            List.of(
                new DatasetSpec("ROOT", Map.of("canmount", "off", "mountpoint", "legacy"), null),
                new DatasetSpec(
                    "ROOT/be",
                    Map.of("canmount", "noauto", "org.opensolaris.libbe:policy", "static"),
                    variety(new Generator(7))),
                new DatasetSpec(
                    "home",
                    Map.of(
                        "quota",
                        "100M",
                        "reservation",
                        "50M",
                        "copies",
                        "2",
                        "checksum",
                        "sha256",
                        "recordsize",
                        "8K",
                        "compression",
                        "off"),
                    variety(new Generator(8)))),
            "rpool/ROOT/be",
            "/dev/dsk/c1t0d0s0",
            true,
            1_700_000_000,
            "properties");
    PoolSummary summary = write(spec);
    assertNoLeaks(summary);
    String meta = zdb("-dddd", "rpool");
    for (String line :
        List.of(
            "autoexpand = 1",
            "failmode = 2",
            "bootfs = " + summary.bootfs(),
            "compression = 1",
            "atime = 0",
            "canmount = 0",
            "canmount = 2",
            "mountpoint = legacy",
            "org.opensolaris.libbe:policy = static",
            "copies = 2",
            "recordsize = 8192",
            "quota = 100M",
            "reserved = 50M")) {
      assertTrue(meta.contains(line), line + " in " + meta);
    }
    assertTrue(zdb("-C", "rpool").contains("comment: 'made by a test'"));
    // What a reservation promises counts as used by the parent.
    assertTrue(rootUsed() > summary.allocated());
  }

  @Test
  void aPoolThatIsTooSmallSaysWhatItNeeds() throws Exception {
    FileTree tree = emptyTree();
    Generator generator = new Generator(5);
    for (int i = 0; i < 150; i++) {
      tree.put("/f" + i, new RegularFile(attributes(0644), Content.of(generator.bytes(1 << 20))));
    }
    PoolSpec spec = spec(100 << 20, 12, true, Map.of("compression", "on"), tree);
    PoolException e = assertThrows(PoolException.class, () -> write(spec));
    assertTrue(e.getMessage().contains((e.neededBytes() >> 20) + " MiB"), e.getMessage());
    assertTrue(e.neededBytes() < 320 << 20, e.getMessage());
    assertFalse(Peers.run(folder, zdb, "-l", pool.toString()).output().contains("rpool"));
    Files.delete(pool);
    assertSound(write(spec.withSize(e.neededBytes())));
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void aSliceOfALabelledDisk(boolean efi) throws Exception {
    FileTree tree = contents(new Generator(3), 0, 700, 70_000, 300_000);
    DiskLayout disk = efi ? DiskLayout.efi(160 << 20, 40 << 20) : DiskLayout.whole(120 << 20);
    Slice slice = disk.zfs();
    Path image = folder.resolve("disk.raw");
    PoolSummary summary;
    try (FileChannel out = RawFile.create(image, disk.size());
        FileChannel extracted =
            FileChannel.open(pool, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Label.write(disk, "test", out);
      PoolSpec spec = spec(slice.length(), 9, true, Map.of("compression", "on"), tree);
      summary = PoolWriter.write(spec, out, slice.offset(), done -> {});
      assertEquals(disk, Label.read(out));
      RawFile.extract(out, slice.offset(), slice.length(), extracted);
    }
    assertSound(summary);
    String listing =
        Peers.run(
                folder,
                grub,
                image.toString(),
                "-r",
                "loop0",
                "ls",
                "(loop0,gpt" + (slice.index() + 1) + ")/ROOT/be@/")
            .ok();
    assertTrue(listing.contains("text-70000"), listing);
  }

  @Test
  void theSameTwice() throws Exception {
    PoolSpec spec =
        spec(128 << 20, 9, true, Map.of("compression", "on"), variety(new Generator(11)));
    write(spec);
    byte[] first = digest(pool);
    Files.delete(pool);
    write(spec);
    assertArrayEquals(first, digest(pool));
  }

  // ---- what is written

  private static Attributes attributes(int mode) {
    return new Attributes(mode, 12, 34, 1_600_000_000, 123_456_789, new TreeMap<>());
  }

  private static FileTree emptyTree() {
    return new FileTree(Attributes.of(0755, 0, 0, 1_600_000_000));
  }

  private static FileTree contents(Generator generator, int... sizes) throws IOException {
    FileTree tree = emptyTree();
    for (int size : sizes) {
      tree.put("/random-" + size, file(generator.bytes(size)));
      tree.put("/text-" + size, file(generator.compressible(size)));
    }
    return tree;
  }

  private static FileTree variety(Generator generator) throws IOException {
    FileTree tree =
        contents(generator, 0, 1, 100, 511, 512, 513, 4096, 5000, 131071, 131072, 131073, 400_000);
    byte[] sparse = new byte[1_000_000];
    System.arraycopy(generator.bytes(1000), 0, sparse, 500_000, 1000);
    tree.put("/sparse", file(sparse));
    tree.put("/zeros", file(new byte[300_000]));
    String longName = "n".repeat(255);
    tree.put("/" + longName, new Directory(attributes(0700)));
    tree.put("/" + longName + "/" + longName, file(generator.bytes(100)));
    tree.put("/é ünï", file(generator.bytes(10)));
    tree.put("/links", new Directory(attributes(0755)));
    for (int length : new int[] {1, 60, 144, 145, 1023}) {
      tree.put("/links/to-" + length, new Symlink(attributes(0777), "t".repeat(length)));
    }
    tree.put("/links/text", new Symlink(attributes(0777), "../text-5000"));
    tree.link("/text-400000", "/links/hard");
    tree.link("/text-400000", "/hard too");
    tree.put("/dev", new Directory(attributes(0755)));
    tree.put("/dev/char", new Device(attributes(0666), false, 134, 1048577));
    tree.put("/dev/block", new Device(attributes(0640), true, 7, 3));
    tree.put("/dev/pipe", new Fifo(attributes(0604)));
    TreeMap<String, Content> xattrs = new TreeMap<>();
    xattrs.put("small", Content.of("value"));
    xattrs.put("large", Content.of(generator.bytes(200_000)));
    tree.put(
        "/with-xattrs",
        new RegularFile(
            new Attributes(0755, 1, 2, 3, 4, xattrs), Content.of(generator.bytes(1000))));
    tree.put("/dir-with-xattrs", new Directory(new Attributes(02755, 1, 2, 3, 4, xattrs)));
    tree.put("/several", new Directory(attributes(0711)));
    for (int i = 0; i < 40; i++) {
      tree.put("/several/" + i, file(generator.compressible(generator.below(20_000))));
    }
    return tree;
  }

  private static RegularFile file(byte[] bytes) {
    return new RegularFile(attributes(0644), Content.of(bytes));
  }

  /** Text that compresses well and differs from block to block. */
  private record Repeated(long size) implements Content {
    @Override
    public InputStream open() {
      return new Filled(size, true);
    }
  }

  private record Zeros(long size) implements Content {
    @Override
    public InputStream open() {
      return new Filled(size, false);
    }
  }

  private static final class Filled extends InputStream {
    private static final int CHUNK = 64 << 10;
    private final long size;
    private final boolean numbered;
    private long at;

    private Filled(long size, boolean numbered) {
      this.size = size;
      this.numbered = numbered;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (at == size) {
        return -1;
      }
      int count = (int) Math.min(length, Math.min(size - at, CHUNK - at % CHUNK));
      Arrays.fill(target, offset, offset + count, numbered ? (byte) (at / CHUNK % 251) : 0);
      at += count;
      return count;
    }
  }

  private static byte[] tail(Content content, long from) throws IOException {
    try (InputStream in = content.open()) {
      in.skipNBytes(from);
      return in.readAllBytes();
    }
  }

  private static PoolSpec spec(
      long size, int ashift, boolean features, Map<String, String> rootOptions, FileTree tree) {
    return new PoolSpec(
        "rpool",
        size,
        ashift,
        features,
        Map.of(),
        rootOptions,
        List.of(
            new DatasetSpec("ROOT", Map.of("canmount", "off", "mountpoint", "legacy"), null),
            new DatasetSpec("ROOT/be", Map.of("canmount", "noauto"), tree)),
        "rpool/ROOT/be",
        "/dev/dsk/c1t0d0s0",
        true,
        1_700_000_000,
        "test");
  }

  private PoolSummary write(PoolSpec spec) throws IOException {
    try (FileChannel out =
        FileChannel.open(pool, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return PoolWriter.write(spec, out, 0, done -> {});
    }
  }

  // ---- what the judges say

  private void assertSound(PoolSummary summary) throws Exception {
    assertNoLeaks(summary);
    assertEquals(summary.allocated(), rootUsed());
  }

  private void assertNoLeaks(PoolSummary summary) throws Exception {
    String labels = Peers.run(folder, zdb, "-l", pool.toString()).ok();
    assertTrue(labels.contains("labels = 0 1 2 3"), labels);
    String blocks = zdb("-bccd", "rpool");
    assertTrue(blocks.contains("No leaks (block sum matches space maps exactly)"), blocks);
    assertFalse(blocks.contains("MOS object"), blocks);
    assertFalse(blocks.contains("Error counts"), blocks);
    assertFalse(blocks.contains("refcount mismatch"), blocks);
    Matcher allocated = Pattern.compile("bp allocated:\\s+(\\d+)").matcher(blocks);
    assertTrue(allocated.find(), blocks);
    assertEquals(summary.allocated(), Long.parseLong(allocated.group(1)));
    assertFalse(blocks.contains("checksum errors"), blocks);
  }

  /** What the root of the tree of file systems says is used. */
  private long rootUsed() throws Exception {
    String text = zdb("-ddddP", "rpool", "1", ROOT_DIRECTORY);
    assertTrue(text.contains("root_dataset = " + ROOT_DIRECTORY), text);
    Matcher used = Pattern.compile("used_bytes = (\\d+)").matcher(text);
    assertTrue(used.find(), text);
    return Long.parseLong(used.group(1));
  }

  private String zdb(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 4];
    command[0] = zdb;
    command[1] = "-e";
    command[2] = "-p";
    command[3] = pools.toString();
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    return Peers.run(folder, command).ok();
  }

  private String grub(String command, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 5];
    all[0] = grub;
    all[1] = pool.toString();
    all[2] = "-r";
    all[3] = "loop0";
    all[4] = command;
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    return Peers.run(folder, all).ok();
  }

  private static String grubPath(String path) {
    return "(loop0)/ROOT/be@" + path;
  }

  /** GRUB reads every regular file of the tree. */
  private void assertSameFiles(String dataset, FileTree tree) throws Exception {
    Path local = Files.createTempDirectory(folder, "local");
    tree.walk(
        (path, entry) -> {
          // The locale of the machine may not be able to name the others.
          boolean plain = path.chars().allMatch(c -> c < 128);
          Path target = plain ? Path.of(local + path) : local;
          if (plain && entry.node() instanceof Directory && !path.equals("/")) {
            Files.createDirectory(target);
          } else if (plain && entry.node() instanceof RegularFile file) {
            try (OutputStream out = Files.newOutputStream(target)) {
              file.content().copyTo(out);
            }
          }
        });
    String differences = grub("cmp", "(loop0)/" + dataset + "@/", local.toString());
    assertEquals("", differences.strip());
    if (dataset.equals("ROOT/be")) {
      assertArrayEquals(Files.readAllBytes(local.resolve("text-5000")), grubTail("/links/text", 0));
    }
  }

  private byte[] grubTail(String path, long from) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                grub,
                "-s",
                Long.toString(from),
                pool.toString(),
                "-r",
                "loop0",
                "cat",
                grubPath(path))
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor());
    return Files.readAllBytes(output);
  }

  /** What zdb says about each path: its lines, by the first word. */
  private Map<String, Map<String, String>> objects() throws Exception {
    Map<String, Map<String, String>> objects = new HashMap<>();
    for (String text : zdb("-ddddd", "rpool/ROOT/be").split("\n    Object  lvl")) {
      Map<String, String> fields = new HashMap<>();
      for (String line : text.split("\n")) {
        Matcher field = Pattern.compile("\t(\\w+)\\s+(.+)").matcher(line);
        if (field.matches()) {
          fields.putIfAbsent(field.group(1), field.group(2));
        }
      }
      if (fields.containsKey("path")) {
        objects.put(fields.get("path"), fields);
      }
    }
    return objects;
  }

  /** zdb sees the attributes of every node. */
  private void assertNodes(FileTree tree) throws Exception {
    Map<String, Map<String, String>> objects = objects();
    Map<Integer, Long> links = new HashMap<>();
    tree.walk((path, entry) -> links.merge(entry.link(), 1L, Long::sum));
    tree.walk(
        (path, entry) -> {
          Map<String, String> found = objects.get(path);
          if (found == null) {
            // zdb shows one path of an object.
            assertTrue(entry.link() != 0, path);
            return;
          }
          Attributes meant = entry.node().attributes();
          assertEquals(Integer.toString(meant.uid()), found.get("uid"), path);
          assertEquals(Integer.toString(meant.gid()), found.get("gid"), path);
          assertEquals(
              FileType.of(entry.node()).modeBits() | meant.mode(),
              Integer.parseInt(found.get("mode"), 8),
              path);
          assertEquals(!meant.xattrs().isEmpty(), found.containsKey("xattr"), path);
          if (entry.node() instanceof RegularFile file) {
            assertEquals(Long.toString(file.content().size()), found.get("size"), path);
            long names = entry.link() == 0 ? 1 : links.get(entry.link());
            assertEquals(Long.toString(names), found.get("links"), path);
          } else if (entry.node() instanceof Symlink link) {
            assertEquals(link.target(), found.get("target"), path);
          } else if (entry.node() instanceof Device device) {
            assertEquals(
                String.format(Locale.ROOT, "0x%08x%08x", device.major(), device.minor()),
                found.get("rdev"),
                path);
          }
        });
  }

  private static byte[] digest(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 20];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return digest.digest();
  }
}
