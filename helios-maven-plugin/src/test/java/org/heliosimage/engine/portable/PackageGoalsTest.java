package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.MirrorResult;
import org.heliosimage.engine.PackageNews;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.engine.work.Hex;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.depot.FolderSite;
import org.heliosimage.ips.depot.TestServer;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.PublishRequest;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.Publisher;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.publish.Signer;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.trust.Certificates;
import org.heliosimage.ips.trust.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks, compares, fetches and mirrors the packages of a project with all that makes it hard. */
class PackageGoalsTest {

  private static final long TIME = 1_700_000_000L;
  private static final X509Certificate ROOT = TestCertificate.root("root");
  private static final X509Certificate SIGNER = TestCertificate.signer("signer", "root");

  @TempDir Path folder;

  private final PortableEngine engine = new PortableEngine();
  private final RecordingLog log = new RecordingLog();
  private Map<String, String> mirrors = Map.of();

  @BeforeEach
  void project() throws IOException {
    write(
        "helios/small-01-strap.json",
        """
        {"dataset": {"name": "small", "output_snapshot": "strap"}, "steps": [
          {"t": "pkg_image_create", "publisher": "p", "uri": "https://pkg.example/p"},
          {"t": "pkg_set_publisher", "publisher": "none", "uri": "https://pkg.example/p"},
          {"t": "pkg_set_publisher", "publisher": "q", "uri": "https://pkg.example/q"},
          {"t": "pkg_approve_ca_cert", "publisher": "q", "certfile": "root.pem"},
          {"t": "pkg_install", "pkgs": ["/entire", "/temporary", "/signed"],
           "include_optional": true},
          {"t": "pkg_change_variant", "variant": "debug.app", "value": "true"}
        ]}
        """);
    write(
        "helios/small-02-image.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "strap", "output_snapshot": "image"},
         "steps": [ {"t": "pkg_uninstall", "pkgs": ["/temporary"]} ]}
        """);
    write(
        "helios/small-03-archive.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "image"}, "steps": [
          {"t": "pack_tar", "name": "${name}-small.tar"}
        ]}
        """);
    write("files/root.pem", new String(Certificates.pem(ROOT), StandardCharsets.US_ASCII));
    publish("1");
    mirrors = Map.of("*", repository().toUri().toString());
  }

  private void imageWithPackages() throws IOException {
    write(
        "helios/pc-ttya-small.json",
        """
        {"pool": {"name": "rpool", "size": 96, "no_features": false}, "steps": [
          {"t": "create_be"},
          {"t": "unpack_tar", "name": "${name}-small.tar"},
          {"t": "pkg_install", "pkgs": ["/driver"]}
        ]}
        """);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("overlay").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path repository() {
    return folder.resolve("repo");
  }

  private static PackageBuilder pkg(String stem, String version) throws IOException {
    return PackageBuilder.of("p", stem, version + ",5.11-1:20240101T00000" + version + "Z");
  }

  /** Writes the repository; further packages come to those that are always there. */
  private void publish(String newest, PackageBuilder... more) throws IOException {
    AtomicFiles.removeTree(repository());
    RepositoryWriter writer = new RepositoryWriter(repository(), Instant.ofEpochSecond(TIME));
    writer.addPublisher("none");
    for (int version = 1; version <= Integer.parseInt(newest); version++) {
      String text = Integer.toString(version);
      writer.add(
          pkg("app", text)
              .file("app", "0644", "root", "bin", "of version " + text)
              .file("sparc", "0644", "root", "bin", "not for us " + text, "variant.arch=sparc")
              .file("debug", "0644", "root", "bin", "slow " + text, "variant.debug.app=true")
              .file("debug", "0644", "root", "bin", "fast " + text, "variant.debug.app=false")
              .license("own", "Do as you like, version " + text)
              .build());
      writer.add(pkg("held", text).file("held", "0644", "root", "bin", "h " + text).build());
      writer.add(pkg("nobody", text).file("no", "0644", "root", "bin", "n " + text).build());
    }
    writer.add(
        pkg("entire", "1")
            .depend("incorporate", "held@1")
            .depend("require", "held")
            .depend("require", "app")
            .depend("group", "given-up")
            .depend("optional", "old-name@1")
            .build());
    writer.add(pkg("given-up", "1").set("pkg.obsolete", "true").build());
    writer.add(pkg("old-name", "1").set("pkg.renamed", "true").depend("require", "new@1").build());
    writer.add(pkg("new", "1").file("new", "0644", "root", "bin", "new").build());
    writer.add(pkg("temporary", "1").file("tmp", "0644", "root", "bin", "soon gone").build());
    writer.add(pkg("driver", "1").file("driver", "0644", "root", "bin", "of the image").build());
    for (PackageBuilder each : more) {
      writer.add(each.build());
    }
    writer.add(signed());
    writer.finish();
  }

  private PublishedPackage signed() throws IOException {
    PublishRequest request =
        new PublishRequest("q", "signed", "1.0", Instant.ofEpochSecond(TIME))
            .template("m", "set name=pkg.summary value=signed\n")
            .signer(new Signer(TestCertificate.key("signer").getPrivate(), SIGNER, List.of(ROOT)));
    return Publisher.build(request, folder.resolve("packed"));
  }

  private BuildRequest request(String work, boolean offline) {
    return new BuildRequest(
        "auto",
        new BuildRequest.Folders(
            folder,
            folder.resolve(work).resolve("output"),
            folder.resolve(work),
            "rpool/images/test",
            folder.resolve("overlay"),
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.of(lockFile())),
        new BuildRequest.Image("helios", "helios", "small", "pc", "ttya", "2.1"),
        List.of(),
        mirrors,
        new BuildRequest.Force(false, false, false),
        TIME,
        "org.example:test:1",
        BuildRequest.Network.standard(offline));
  }

  private Path lockFile() {
    return folder.resolve("helios.lock");
  }

  private String strap(String work, boolean offline) throws IOException {
    engine.strap(request(work, offline), log);
    return Hex.sha256(folder.resolve(work).resolve("output/helios-small.tar"));
  }

  private BuildResult lock() throws IOException {
    return engine.lock(request("work", true), log);
  }

  @Test
  void locksWhatIsFoundAndTellsWhatHasChanged() throws IOException {
    BuildResult first = lock();
    assertEquals("helios.lock: 6 packages locked", first.summary());
    String text = Files.readString(lockFile());
    assertTrue(text.contains("pkg://p/temporary@1,5.11-1:20240101T000001Z  sha256:"), text);
    assertTrue(text.contains("pkg://q/signed@1.0"), text);
    String seed = strap("work", true);
    Files.writeString(lockFile(), "# ours\n" + text);
    BuildResult second = lock();
    assertTrue(second.unchanged());
    assertEquals("helios.lock: 6 packages, all as they were", second.summary());
    assertTrue(Files.readString(lockFile()).startsWith("# ours\n"));
    publish("2");
    assertEquals(seed, strap("work", true), "locked");
    BuildResult third = lock();
    assertFalse(third.unchanged());
    assertEquals(
        "helios.lock: 6 packages locked, 1 not as before: app 1-1 -> 2-1", third.summary());
    assertFalse(seed.equals(strap("work", true)));
  }

  @Test
  void replacesALockFileThatNobodyCanRead() throws IOException {
    Files.writeString(lockFile(), "<<<<<<< HEAD\n");
    assertEquals("helios.lock: 6 packages locked", lock().summary());
    assertTrue(
        log.lines().stream().anyMatch(line -> line.endsWith("; the file is written anew")),
        log.toString());
    strap("work", true);
  }

  @Test
  void locksWhatTheImageInstallsToo() throws IOException {
    imageWithPackages();
    assertEquals("helios.lock: 7 packages locked", lock().summary());
    strap("new", true);
    engine.image(request("new", true), log);
    String text = Files.readString(lockFile());
    Files.writeString(lockFile(), text.replaceAll("pkg://p/driver@.*\n", ""));
    strap("new", true);
    String message =
        assertThrows(BuildException.class, () -> engine.image(request("new", true), log))
            .getMessage();
    assertTrue(message.contains("driver is not locked"), message);
    Files.writeString(
        lockFile(), text + "pkg://p/nobody@1,5.11-1:20240101T000001Z  sha256:" + "0".repeat(64));
    strap("new", true);
    message =
        assertThrows(BuildException.class, () -> engine.image(request("new", true), log))
            .getMessage();
    assertTrue(message.contains("nobody is locked"), message);
  }

  private static List<String> text(PackageNews news) {
    return news.items().stream()
        .map(
            item ->
                String.join(
                    " | ",
                    item.name(),
                    item.current(),
                    item.newest(),
                    item.kind().name(),
                    item.remark()))
        .toList();
  }

  @Test
  void comparesWithWhatIsOffered() throws IOException {
    BuildException e =
        assertThrows(BuildException.class, () -> engine.outdated(request("work", true), log));
    assertTrue(e.getMessage().contains("there are no packages to compare"), e.getMessage());
    strap("work", true);
    PackageNews none = engine.outdated(request("work", true), log);
    assertEquals(new PackageNews(false, 6, List.of()), none);
    lock();
    publish("2", pkg("temporary", "2").set("pkg.obsolete", "true"));
    // A machine that has never built the project.
    PackageNews news = engine.outdated(request("fresh", true), log);
    assertTrue(news.locked());
    assertEquals(
        List.of(
            "app | 1-1 | 2-1 | NEWER | ",
            "held | 1-1 | 2-1 | HELD | entire@1-1 admits only held@1",
            "temporary | 1-1 | 2-1 | OBSOLETE | "),
        text(news));
    assertFalse(Files.exists(folder.resolve("fresh/output")));
  }

  @Test
  void afterGoingOfflineTheServerIsNotNeeded() throws Exception {
    String expected = strap("local", true);
    try (TestServer server = TestServer.plain(FolderSite.depot(repository(), "p"));
        TestServer other = TestServer.plain(FolderSite.depot(repository(), "q"))) {
      mirrors = Map.of("https://pkg.example/p", server.uri(), "https://pkg.example/q", other.uri());
      strap("work", false);
      AtomicFiles.removeTree(folder.resolve("work/cache"));
      BuildResult result = engine.goOffline(request("work", false), log);
      assertTrue(result.summary().startsWith("8 packages with 9 payloads of "), result.summary());
      assertTrue(
          result.summary().endsWith(" are on this machine: it can build offline"),
          result.summary());
    }
    AtomicFiles.removeTree(folder.resolve("work/rpool"));
    AtomicFiles.removeTree(folder.resolve("work/output"));
    assertEquals(expected, strap("work", true));
    try (Stream<Path> files = Files.walk(folder.resolve("work/cache/payloads"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".gz")).toList()) {
        assertFalse(unpacked(file).startsWith("not for us"), "what no build reads is not fetched");
      }
    }
    BuildException e =
        assertThrows(BuildException.class, () -> engine.goOffline(request("work", true), log));
    assertTrue(e.getMessage().contains("leave out -o"), e.getMessage());
  }

  private static String unpacked(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Every file of a folder with its digest. */
  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Hex.sha256(file));
      }
    }
    return files;
  }

  private void buildsFrom(Path mirror, String work, String expected) throws IOException {
    Path aside = folder.resolve("away");
    Files.move(repository(), aside);
    Map<String, String> before = mirrors;
    mirrors = Map.of("*", mirror.toUri().toString());
    assertEquals(expected, strap(work, true));
    mirrors = before;
    Files.move(aside, repository());
  }

  @Test
  void aMirrorHoldsExactlyWhatTheBuildNeeds() throws IOException {
    publish("2");
    String expected = strap("local", true);
    Path first = folder.resolve("mirror");
    MirrorResult result = engine.mirror(request("work", true), first, log);
    assertEquals(List.of("none", "p", "q"), result.publishers());
    assertEquals(first, result.path());
    RepositorySource mirror = RepositorySource.open(first.toUri().toString());
    assertEquals(List.of("none", "p", "q"), mirror.publishers());
    assertEquals(
        List.of("app", "entire", "given-up", "held", "new", "old-name", "temporary"),
        List.copyOf(mirror.catalog("p").stems()));
    assertEquals(1, mirror.catalog("p").versions("held").size());
    assertEquals(8, result.packages());
    buildsFrom(first, "second", expected);
    CatalogEntry entry = mirror.catalog("q").versions("signed").get(0);
    RepositorySource origin = RepositorySource.open(repository().toUri().toString());
    assertArrayEquals(origin.manifest(entry).bytes(), mirror.manifest(entry).bytes());
    // All of a package, also what this build does not use; certificates of signer and authority.
    assertEquals(files(first.resolve("publisher/p/file")).size() + 2, result.payloads());
    assertEquals(2, files(first.resolve("publisher/q/file")).size());
    Map<String, String> before = files(first);
    engine.mirror(request("work", true), first, log);
    assertEquals(before, files(first), "the same again");
    try (Stream<Path> beside = Files.list(folder)) {
      assertTrue(beside.noneMatch(each -> each.getFileName().toString().startsWith(".")));
    }
    String told = Files.readString(folder.resolve("mirror.json"));
    assertTrue(told.contains("\"path\": \"mirror\","), told);
    assertFalse(told.contains("sha256"), told);
  }

  @Test
  void aMirrorMayBeAnArchive() throws IOException {
    String expected = strap("local", true);
    Path archive = folder.resolve("to/packages.p5p");
    MirrorResult result = engine.mirror(request("work", true), archive, log);
    assertEquals(List.of("none", "p", "q"), result.publishers());
    buildsFrom(archive, "second", expected);
    String first = Hex.sha256(archive);
    assertEquals(
        """
        {
          "bytes": %d,
          "packages": 8,
          "path": "to/packages.p5p",
          "payloads": %d,
          "publishers": [
            "none",
            "p",
            "q"
          ],
          "sha256": "%s"
        }
        """
            .formatted(result.bytes(), result.payloads(), first),
        Files.readString(folder.resolve("to/packages.p5p.json")));
    engine.mirror(request("other", true), archive, log);
    assertEquals(first, Hex.sha256(archive));
    Path again = folder.resolve("again.p5p");
    mirrors = Map.of("*", archive.toUri().toString());
    engine.mirror(request("third", true), again, log);
    assertEquals(first, Hex.sha256(again), "a mirror of a mirror");
  }

  @Test
  void nothingButARepositoryIsReplaced() throws IOException {
    BuildException e =
        assertThrows(
            BuildException.class,
            () -> engine.mirror(request("work", true), folder.resolve("overlay"), log));
    assertTrue(e.getMessage().contains("no package repository"), e.getMessage());
    assertEquals(Optional.of("to"), e.parameter());
    assertFalse(Files.exists(folder.resolve("work")), "nothing was built for it");
    assertTrue(Files.exists(folder.resolve("overlay/files/root.pem")));
  }

  @Test
  void aMirrorFollowsTheLock() throws IOException {
    lock();
    publish("2");
    Path to = folder.resolve("mirror");
    engine.mirror(request("work", true), to, log);
    RepositorySource mirror = RepositorySource.open(to.toUri().toString());
    assertEquals(
        "1", mirror.catalog("p").versions("app").get(0).fmri().requireVersion().release().text());
    mirrors = Map.of("*", to.toUri().toString());
    strap("second", true);
  }
}
