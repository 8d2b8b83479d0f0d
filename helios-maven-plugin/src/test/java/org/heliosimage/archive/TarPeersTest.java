package org.heliosimage.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's tars: they read ours, and we read theirs. */
class TarPeersTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000L, 123_456_789);

  @TempDir Path folder;

  @Test
  void gnuTarListsWhatIsInTheTree() throws Exception {
    String tar = Peers.require("tar", "tar");
    FileTree tree = Trees.random(new Generator(21), Trees.Limits.ALL);
    Path file = folder.resolve("a.tar");
    SeedTar.write(tree, file);
    List<String> expected = new ArrayList<>();
    tree.walk(
        (path, entry) ->
            expected.add(
                (path.equals("/") ? "." : path.substring(1))
                    + (entry.node() instanceof Directory ? "/" : "")));
    List<String> listed =
        Peers.run(folder, tar, "--quoting-style=literal", "-tf", file.toString())
            .ok()
            .lines()
            .toList();
    assertEquals(expected, listed);
  }

  @Test
  void gnuTarUnpacksTheSameContents() throws Exception {
    String tar = Peers.require("tar", "tar");
    Trees.Limits limits = new Trees.Limits(80, false, false, false);
    FileTree tree = Trees.random(new Generator(22), limits);
    Path file = folder.resolve("a.tgz");
    SeedTar.write(tree, file);
    Path out = Files.createDirectory(folder.resolve("out"));
    Peers.run(
            folder,
            tar,
            "--no-same-owner",
            "--no-same-permissions",
            "--warning=no-timestamp",
            // Only root may write into folders that nobody may write to.
            "--delay-directory-restore",
            "-C",
            out.toString(),
            "-xzf",
            file.toString())
        .ok();
    Peers.run(folder, "chmod", "-R", "u+rwX", out.toString()).ok();
    tree.<Exception>walk(
        (path, entry) -> {
          Path there = out.resolve(path.substring(1));
          if (entry.node() instanceof RegularFile regular) {
            assertTrue(Arrays.equals(regular.content().bytes(), Files.readAllBytes(there)), path);
          } else {
            assertTrue(Files.exists(there, java.nio.file.LinkOption.NOFOLLOW_LINKS), path);
          }
        });
  }

  @Test
  void pythonSeesTheSameAttributes() throws Exception {
    String python = Peers.require("python3", "python3");
    FileTree tree = Trees.random(new Generator(23), new Trees.Limits(80, true, false, true));
    Path file = folder.resolve("a.tar");
    SeedTar.write(tree, file);
    Path script = folder.resolve("list.py");
    Files.writeString(
        script,
        """
        import sys, tarfile
        sys.stdout.reconfigure(encoding='utf-8')
        for m in tarfile.open(sys.argv[1]):
            print(m.name, oct(m.mode)[2:], m.uid, m.gid, m.size, m.devmajor, m.devminor, sep='|')
        """);
    List<String> expected = new ArrayList<>();
    List<Integer> seen = new ArrayList<>();
    tree.walk(
        (path, entry) -> {
          var a = entry.node().attributes();
          long size = 0;
          if (entry.node() instanceof RegularFile regular && !seen.contains(entry.link())) {
            size = regular.content().size();
          }
          if (entry.link() != 0) {
            seen.add(entry.link());
          }
          var device = entry.node() instanceof org.heliosimage.tree.Node.Device d ? d : null;
          expected.add(
              String.join(
                  "|",
                  path.equals("/") ? "." : path.substring(1),
                  Integer.toOctalString(a.mode()),
                  "" + a.uid(),
                  "" + a.gid(),
                  "" + size,
                  "" + (device == null ? 0 : device.major()),
                  "" + (device == null ? 0 : device.minor())));
        });
    assertEquals(
        expected,
        Peers.run(folder, python, script.toString(), file.toString()).ok().lines().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pax", "gnutar", "ustar"})
  void bsdtarPassesATreeOnUnharmed(String format) throws Exception {
    String bsdtar = Peers.require("bsdtar", "libarchive-tools");
    boolean pax = format.equals("pax");
    Path file = folder.resolve("a.tar");
    Path copy = folder.resolve("b.tar");
    Generator.forAll(
        31,
        6,
        random -> {
          FileTree tree = Trees.random(random, new Trees.Limits(50, false, pax, true));
          if (!pax) {
            tree = Trees.plainNames(Trees.wholeSeconds(tree));
          }
          SeedTar.write(tree, file);
          Peers.run(
                  folder, bsdtar, "--format", format, "-cf", copy.toString(), "@" + file.toString())
              .ok();
          assertEquals(
              Trees.describe(tree), Trees.describe(SeedTar.read(copy, folder.resolve("work"))));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=gnu",
        "--format=oldgnu",
        "--format=posix",
        "--format=gnu --sparse",
        "--format=posix --sparse --sparse-version=0.0",
        "--format=posix --sparse --sparse-version=0.1",
        "--format=posix --sparse --sparse-version=1.0"
      })
  void readsAllThatGnuTarWrites(String options) throws Exception {
    String tar = Peers.require("tar", "tar");
    Path root = Files.createDirectory(folder.resolve("root"));
    String deep = "d".repeat(120) + "/" + "e".repeat(130);
    Files.createDirectories(root.resolve(deep));
    write(root.resolve(deep).resolve("file"), "deep".getBytes(StandardCharsets.UTF_8));
    write(root.resolve("Größe"), new byte[513]);
    Files.createLink(root.resolve("hard"), root.resolve("Größe"));
    Files.createSymbolicLink(root.resolve("soft"), Path.of("t".repeat(180)));
    sparse(root.resolve("holes"), 50);
    sparse(root.resolve("few-holes"), 2);
    write(root.resolve("last"), new byte[] {1, 2, 3});

    Path file = folder.resolve("a.tar");
    List<String> command = new ArrayList<>(List.of(tar, "-C", root.toString()));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("--sort=name", "-cf", file.toString(), "."));
    Peers.run(folder, command).ok();
    if (options.contains("--sparse")) {
      assertTrue(Files.size(file) < 2_000_000, "tar is " + Files.size(file) + " bytes");
    }

    FileTree tree = SeedTar.read(file, folder.resolve("work"));
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    try (var paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        expected.put("/" + root.relativize(path), describe(path, options.contains("posix")));
      }
    }
    tree.<Exception>walk(
        (path, entry) -> found.put(path, describe(folder, entry, options.contains("posix"))));
    assertEquals(expected, found);
    assertEquals(
        tree.entry("/hard").orElseThrow().link(), tree.entry("/Größe").orElseThrow().link());
  }

  private static String describe(Path path, boolean nanos) throws Exception {
    if (Files.isSymbolicLink(path)) {
      return "link " + Files.readSymbolicLink(path);
    } else if (Files.isDirectory(path)) {
      return "directory";
    }
    Instant time = Files.getLastModifiedTime(path).toInstant();
    return "file "
        + Files.size(path)
        + " "
        + Arrays.hashCode(Files.readAllBytes(path))
        + " "
        + time.getEpochSecond()
        + "."
        + (nanos ? time.getNano() : 0);
  }

  private static String describe(Path folder, FileTree.Entry entry, boolean nanos)
      throws Exception {
    if (entry.node() instanceof org.heliosimage.tree.Node.Symlink link) {
      return "link " + link.target();
    } else if (entry.node() instanceof RegularFile file) {
      return "file "
          + file.content().size()
          + " "
          + Arrays.hashCode(file.content().bytes())
          + " "
          + file.attributes().seconds()
          + "."
          + (nanos ? file.attributes().nanos() : 0);
    }
    return "directory";
  }

  /** A file of a few megabytes with so many islands of data, and a hole at its end. */
  private static void sparse(Path file, int islands) throws Exception {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 1; i <= islands; i++) {
        byte[] data = new Generator(i).bytes(100 * i);
        channel.write(ByteBuffer.wrap(data), i * 100_000L);
      }
      channel.write(ByteBuffer.allocate(1), islands * 100_000L + 300_000);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(islands * 100_000L + 200_000);
    }
    Files.setLastModifiedTime(file, FileTime.from(TIME));
  }

  private static void write(Path file, byte[] bytes) throws Exception {
    Files.write(file, bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(file, FileTime.from(TIME));
  }
}
