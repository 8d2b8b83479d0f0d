package org.heliosimage.ips.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.repository.Hashes;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.DamagedContentException;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages that want out of the image are refused, and leave nothing anywhere. */
class HostilePackagesTest {

  private static final String HASH = sha1("hostile\n");
  private static final String OWNED = " mode=0755 owner=root group=sys ";
  private static final String FILE = "file " + HASH + OWNED;

  @TempDir private Path folder;
  private final FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));

  private static String sha1(String text) {
    return HexFormat.of()
        .formatHex(Hashes.newDigest("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @BeforeEach
  void repository() throws IOException {
    write("pkg5.repository", "[repository]\nversion = 4\n".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("hostile\n".getBytes(StandardCharsets.UTF_8));
    }
    write("publisher/p/file/" + HASH.substring(0, 2) + "/" + HASH, packed.toByteArray());
  }

  private void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve("repo").resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** As no honest publisher writes it: the manifest is taken as it is. */
  private void publish(String stem, String manifest) throws IOException {
    write(
        "publisher/p/pkg/" + stem + "/1%2C5.11%3A20260101T000000Z",
        manifest.getBytes(StandardCharsets.UTF_8));
  }

  private void install(String... names) throws IOException {
    PkgEnvironment environment =
        new PkgEnvironment(
            uri -> RepositorySource.open(folder.resolve("repo").toUri().toString()),
            new PayloadCache(folder.resolve("cache")),
            0,
            warning -> {},
            PkgProgress.NONE);
    PkgImage image = PkgImage.create(tree, environment);
    image.setPublisher("p", List.of("https://pkg.example/p"), List.of());
    image.install(List.of(names));
  }

  private List<String> outside() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.startsWith("repo") && !name.startsWith("cache") && !name.isEmpty())
          .toList();
    }
  }

  static List<String> hostile() {
    return List.of(
        FILE + "path=../escaped",
        FILE + "path=/../escaped",
        FILE + "path=a/../../escaped",
        FILE + "path=a/..",
        FILE + "path=.",
        FILE + "path=//",
        FILE + "path=a\0b",
        FILE + "path=\"a\nb\"",
        FILE + "path=a\u2028b",
        FILE + "path=" + "x/".repeat(600) + "y",
        "dir path=../up" + OWNED,
        "link path=../up target=x",
        "hardlink path=../up target=x",
        "hardlink path=up target=../../../../etc/passwd",
        "hardlink path=up target=/etc/passwd",
        "link path=a target=/tmp\n" + FILE + "path=a/escaped",
        "link path=a target=..\ndir path=a/b" + OWNED,
        "link path=a target=b\n" + FILE + "path=a",
        FILE + "path=a\n" + FILE + "path=a/b",
        FILE + "path=a\n" + FILE.replace("0755", "0700") + "path=a",
        FILE + "path=a\n" + FILE + "path=./a/ preserve=true",
        "device path=dev/kmem major=1 minor=1",
        "node path=dev/kmem mode=c",
        "legacy pkg=../../../up",
        "legacy pkg=..",
        "file abc path=a" + OWNED,
        "file " + HASH.substring(0, 39) + " path=a" + OWNED,
        "file ../../../etc/passwd path=a" + OWNED,
        "file " + HASH.toUpperCase(java.util.Locale.ROOT) + " path=a" + OWNED,
        "file " + sha1("other") + " path=a" + OWNED,
        FILE + "path=a pkg.size=3",
        FILE + "path=a pkg.size=-1",
        FILE + "path=a pkg.size=99999999999999999999",
        FILE + "path=a pkg.content-hash=file:sha256:00",
        FILE + "path=a pkg.content-hash=file:sha512t_256:00 pkg.content-hash=file:sha256:00",
        FILE.replace("0755", "99999") + "path=a",
        FILE.replace("owner=root", "owner=nobody-at-all") + "path=a");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostilePackagesAreRefused(String manifest) throws IOException {
    publish("a", manifest + "\n");
    IOException e = assertThrows(IOException.class, () -> installAndRead("a"), manifest);
    assertTrue(
        e instanceof IpsException
            || e instanceof InstallException
            || e instanceof DamagedContentException,
        e.toString());
    assertFalse(String.valueOf(e.getMessage()).contains("the manifest of"), e.getMessage());
    assertEquals(List.of(), outside());
    assertTrue(tree.find("escaped").isEmpty() && tree.find("tmp/escaped").isEmpty());
  }

  /** A payload that is not what the manifest says may be found out only when it is read. */
  private void installAndRead(String name) throws IOException {
    install(name);
    tree.walk(
        (path, entry) -> {
          if (entry.node() instanceof RegularFile file) {
            file.content().copyTo(OutputStream.nullOutputStream());
          }
        });
  }

  @Test
  void twoPackagesCannotHideADirectoryBehindALink() throws IOException {
    publish("a", "link path=opt target=/tmp\n");
    publish("b", FILE + "path=opt/escaped\n");
    assertThrows(InstallException.class, () -> install("a", "b"));
  }

  @Test
  void anInstalledLinkIsNotFollowed() throws IOException {
    publish("a", "link path=opt target=tmp\ndir path=tmp" + OWNED + "\n");
    publish("b", FILE + "path=opt/escaped\n");
    install("a");
    PkgImage image =
        PkgImage.open(
            tree,
            new PkgEnvironment(
                uri -> RepositorySource.open(folder.resolve("repo").toUri().toString()),
                new PayloadCache(folder.resolve("cache")),
                0,
                warning -> {},
                PkgProgress.NONE));
    assertThrows(InstallException.class, () -> image.install(List.of("b")));
    assertTrue(tree.find("tmp/escaped").isEmpty());
  }

  @Test
  void licencesAreQuoted() throws IOException {
    publish("a", "license " + HASH + " license=../../../../up\n");
    install("a");
    assertEquals(
        List.of("license...%2F..%2F..%2F..%2Fup"),
        tree.list("var/pkg/license/a").stream().map(FileTree.Entry::name).toList());
  }

  @Test
  void stemsThatAreNoNamesAreRefused() throws IOException {
    for (String stem : List.of("..%2F..%2Fx", "%2Fx", "a%00", "a%0Ab", "-x", "a%2F%2Fb")) {
      Path folderOfStem = folder.resolve("repo/publisher/p/pkg/" + stem);
      publish(stem, "set name=x value=y\n");
      assertThrows(IpsException.class, () -> install("x"), stem);
      Files.delete(folderOfStem.resolve("1%2C5.11%3A20260101T000000Z"));
      Files.delete(folderOfStem);
      tree.removeTree("var");
    }
  }

  @Test
  void duplicateLinesThatAgreeAreOne() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      lines.add("dir path=same" + OWNED);
    }
    publish("a", String.join("\n", lines) + "\n");
    install("a");
    assertEquals(1, tree.list("").stream().filter(e -> e.name().equals("same")).count());
  }
}
