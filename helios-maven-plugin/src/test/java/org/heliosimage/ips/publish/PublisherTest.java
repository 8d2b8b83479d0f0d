package org.heliosimage.ips.publish;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishes packages from folders and reads them back as any client would. */
class PublisherTest {

  private static final Instant TIME = Instant.parse("2026-11-01T10:20:30Z");

  @TempDir private Path folder;
  private Path proto;
  private Path repo;

  @BeforeEach
  void folders() throws IOException {
    proto = folder.resolve("proto");
    repo = folder.resolve("repo");
    file("opt/demo/lib/demo.jar", "jar\n".repeat(1000));
    file("opt/demo/bin/demo", "#!/bin/sh\n");
    file("lib/svc/manifest/site/demo.xml", "<service/>\n");
    file("etc/demo.conf", "x=1\n");
    Files.createSymbolicLink(proto.resolve("opt/demo/current"), Path.of("lib/demo.jar"));
  }

  private void file(String path, String text) throws IOException {
    Path file = proto.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static PublishRequest request(String version) throws IOException {
    return new PublishRequest("site", "demo/service", version, TIME);
  }

  private Publisher.Result publish(PublishRequest request) throws IOException {
    return Publisher.publish(request, repo, folder.resolve("work"));
  }

  private RepositorySource source() throws IOException {
    return RepositorySource.open(repo.toUri().toString());
  }

  private Manifest only(String stem) throws IOException {
    Catalog catalog = source().catalog("site");
    assertEquals(1, catalog.versions(stem).size());
    return source().manifest(catalog.versions(stem).get(0));
  }

  private static String line(Manifest manifest, String start) {
    List<String> found =
        manifest.actions().stream()
            .map(Action::toString)
            .filter(line -> line.startsWith(start))
            .toList();
    assertEquals(1, found.size(), start + " in " + found);
    return found.get(0);
  }

  private static Action at(Manifest manifest, String path) {
    return manifest.actions().stream()
        .filter(action -> action.type().hasPath() && action.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void packagesAFolderByTheCustomsOfTheSystem() throws IOException {
    publish(request("1.2").folder(proto).require("pkg:/runtime/java@17"));
    Manifest manifest = only("demo/service");
    assertEquals(
        "set name=pkg.fmri value=pkg://site/demo/service@1.2,5.11:20261101T102030Z",
        manifest.actions().get(0).toString());
    assertEquals("depend fmri=pkg:/runtime/java@17,5.11 type=require", line(manifest, "depend"));
    assertEquals(
        "dir group=sys mode=0755 owner=root path=etc",
        line(manifest, "dir group=sys mode=0755 owner=root path=etc"));
    assertEquals("0444", at(manifest, "lib/svc/manifest/site/demo.xml").value("mode"));
    assertEquals("sys", at(manifest, "lib/svc/manifest/site/demo.xml").value("group"));
    assertEquals("0555", at(manifest, "opt/demo/bin/demo").value("mode"));
    assertEquals("bin", at(manifest, "opt/demo/lib/demo.jar").value("group"));
    assertEquals("lib/demo.jar", at(manifest, "opt/demo/current").value("target"));
  }

  @Test
  void payloadsAreWhatTheManifestSays() throws IOException {
    publish(request("1.2").folder(proto));
    Manifest manifest = only("demo/service");
    PayloadCache cache = new PayloadCache(folder.resolve("cache"));
    Action jar = at(manifest, "opt/demo/lib/demo.jar");
    assertEquals(
        "jar\n".repeat(1000),
        cache.content(new PayloadCache.Request(source(), manifest.fmri(), jar)).text());
    assertEquals("4000", jar.value("pkg.size"));
    try (InputStream in = source().payload("site", String.valueOf(jar.hash()))) {
      assertEquals(jar.value("pkg.csize"), Integer.toString(in.readAllBytes().length));
    }
  }

  @Test
  void templateSaysWhatFoldersCannot() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src"));
    Files.writeString(sources.resolve("COPYING"), "Do what you like.\n");
    publish(
        request("1.2")
            .folder(proto)
            .source(sources)
            .macro("user", "demo")
            .macro("sparc_ONLY", "#")
            .metadata("pkg.summary", "from the project")
            .metadata("info.upstream-url", "https://example.org")
            .template(
                "demo.p5m",
                """
                # $(nothing) in a comment
                set name=pkg.fmri value=pkg:/demo/service@1.2
                set name=pkg.summary value="from the template"
                $(sparc_ONLY)set name=variant.arch value=sparc
                user username=$(user) group=$(user) uid=501
                group groupname=$(user) gid=501
                file NOHASH path=etc/demo.conf owner=$(user) preserve=renamenew
                file lib/svc/manifest/site/demo.xml path=lib/svc/manifest/site/other.xml
                license COPYING license=Demo
                dir path=var/demo owner=$(user) \\
                    mode=0700
                """));
    Manifest manifest = only("demo/service");
    assertEquals(
        "set name=pkg.summary value=\"from the template\"", line(manifest, "set name=pkg.summary"));
    assertEquals(List.of("https://example.org"), manifest.metadata("info.upstream-url"));
    assertEquals(List.of(), manifest.metadata("variant.arch"));
    assertEquals(
        "dir group=bin mode=0700 owner=demo path=var/demo", at(manifest, "var/demo").toString());
    Action conf = at(manifest, "etc/demo.conf");
    assertEquals(
        "demo sys 0644 renamenew 4",
        Stream.of("owner", "group", "mode", "preserve", "pkg.size")
            .map(conf::value)
            .collect(Collectors.joining(" ")));
    // The file went where the template put it, and there only.
    assertEquals(1, manifest.actions().stream().filter(a -> a.keyValue().endsWith(".xml")).count());
    assertTrue(line(manifest, "license").contains("license=Demo"));
  }

  @Test
  void earlierRulesWin() throws IOException {
    publish(
        request("1.2")
            .folder(proto)
            .rule(new OwnerRule("/opt/demo/bin/*", null, null, "0511", null))
            .rule(new OwnerRule("opt/demo*", "demo", "staff", "0640", "0750")));
    Manifest manifest = only("demo/service");
    assertEquals("0511", at(manifest, "opt/demo/bin/demo").value("mode"));
    assertEquals("demo", at(manifest, "opt/demo/bin/demo").value("owner"));
    assertEquals("0640", at(manifest, "opt/demo/lib/demo.jar").value("mode"));
    assertEquals("0750", at(manifest, "opt/demo").value("mode"));
    assertEquals("root", at(manifest, "opt").value("owner"));
  }

  @Test
  void theSamePackageAgainChangesNothing() throws IOException {
    assertTrue(publish(request("1.2").folder(proto)).added());
    String before = digest();
    assertFalse(publish(request("1.2").folder(proto)).added());
    assertEquals(before, digest());
    file("etc/demo.conf", "x=2\n");
    IpsException e = assertThrows(IpsException.class, () -> publish(request("1.2").folder(proto)));
    assertTrue(e.getMessage().contains("higher version"), e.getMessage());
  }

  @Test
  void aPackageThatTheCatalogMissesIsAddedAgain() throws IOException {
    publish(request("1.1").folder(proto));
    Path catalog = repo.resolve("publisher/site/catalog");
    Map<Path, byte[]> before = new TreeMap<>();
    try (Stream<Path> files = Files.list(catalog)) {
      for (Path file : files.toList()) {
        before.put(file, Files.readAllBytes(file));
      }
    }
    publish(request("1.2").folder(proto));
    // As if the second build had been killed after it wrote the manifest.
    for (Map.Entry<Path, byte[]> file : before.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
    assertEquals(1, source().catalog("site").versions("demo/service").size());
    assertTrue(publish(request("1.2").folder(proto)).added());
    assertEquals(2, source().catalog("site").versions("demo/service").size());
  }

  @Test
  void anOwnRepositoryHoldsWhatWasMadeLast() throws IOException {
    assertTrue(replace(request("1.2").folder(proto)));
    String first = catalogs();
    assertFalse(replace(request("1.2").folder(proto)));
    file("etc/demo.conf", "x=2\n");
    assertTrue(replace(request("1.2").folder(proto)));
    assertFalse(first.equals(catalogs()));
    assertEquals("4", at(only("demo/service"), "etc/demo.conf").value("pkg.size"));
    PayloadCache cache = new PayloadCache(folder.resolve("cache"));
    Manifest manifest = only("demo/service");
    assertEquals(
        "x=2\n",
        cache
            .content(
                new PayloadCache.Request(source(), manifest.fmri(), at(manifest, "etc/demo.conf")))
            .text());

    assertTrue(replace(new PublishRequest("site", "other", "7", TIME).folder(proto)));
    assertTrue(replace(request("1.1").folder(proto)));
    assertEquals("1.1", only("demo/service").fmri().requireVersion().release().toString());
    assertEquals(2, source().catalog("site").size());

    file("etc/demo.conf", "x=1\n");
    assertTrue(replace(request("1.2").folder(proto)));
    repo = folder.resolve("again");
    replace(new PublishRequest("site", "other", "7", TIME).folder(proto));
    replace(request("1.2").folder(proto));
    String scratch = catalogs();
    repo = folder.resolve("other order");
    replace(request("1.2").folder(proto));
    replace(new PublishRequest("site", "other", "7", TIME).folder(proto));
    assertEquals(scratch, catalogs());
  }

  private boolean replace(PublishRequest request) throws IOException {
    return new RepositoryFolder(repo).replace(Publisher.build(request, folder.resolve("work")));
  }

  private String catalogs() throws IOException {
    return digest().lines().filter(line -> line.contains("catalog")).toList().toString();
  }

  @Test
  void serviceManifestsAreTakenInWhenTheyAreInstalled() throws IOException {
    file("var/svc/manifest/site/own.xml", "<service/>");
    file("lib/svc/manifest/site/read.me", "x");
    publish(
        request("1.2")
            .folder(proto)
            .template("m", "file path=var/svc/manifest/site/own.xml restart_fmri=svc:/own\n"));
    Manifest manifest = only("demo/service");
    assertEquals(
        "svc:/system/manifest-import:default",
        at(manifest, "lib/svc/manifest/site/demo.xml").value("restart_fmri"));
    assertEquals("svc:/own", at(manifest, "var/svc/manifest/site/own.xml").value("restart_fmri"));
    assertEquals(null, at(manifest, "lib/svc/manifest/site/read.me").value("restart_fmri"));
  }

  @Test
  void placedFilesBringTheirFolders() throws IOException {
    Path jar = proto.resolve("opt/demo/lib/demo.jar");
    OwnerRule owner = new OwnerRule("", "demo", null, "0440", null);
    publish(
        request("1.2")
            .file("/opt/[x]/lib/a.jar", jar, owner)
            .template("m", "dir path=opt/[x] owner=demo\n"));
    Manifest manifest = only("demo/service");
    assertEquals(
        List.of("opt", "opt/[x]", "opt/[x]/lib", "opt/[x]/lib/a.jar"),
        manifest.actions().stream()
            .filter(action -> action.type().hasPath())
            .map(Action::path)
            .sorted()
            .toList());
    assertEquals("demo", at(manifest, "opt/[x]").value("owner"));
    assertEquals("root", at(manifest, "opt/[x]/lib").value("owner"));
    assertEquals("0440", at(manifest, "opt/[x]/lib/a.jar").value("mode"));
    assertEquals("demo", at(manifest, "opt/[x]/lib/a.jar").value("owner"));
    assertEquals("bin", at(manifest, "opt/[x]/lib/a.jar").value("group"));
    assertEquals(
        "two files are to become /a",
        assertThrows(
                IpsException.class, () -> request("1").file("a", jar, owner).file("/a", jar, owner))
            .getMessage());
  }

  @Test
  void anyOrderOfFilesGivesTheSameRepository() throws IOException {
    publish(request("1.2").folder(proto));
    String first = digest();
    repo = folder.resolve("again");
    PublishRequest request = request("1.2");
    try (Stream<Path> files = Files.walk(proto)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        request.file(proto.relativize(file).toString(), file);
      }
    }
    publish(request.folder(proto));
    assertEquals(first, digest());
  }

  private String digest() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(repo)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        all.append(repo.relativize(file)).append(' ').append(java.util.Arrays.hashCode(bytes));
        all.append('\n');
      }
    }
    return all.toString();
  }

  @Test
  void addsToARepositoryOfSomebodyElse() throws IOException {
    RepositoryWriter writer = new RepositoryWriter(repo, TIME);
    writer.add(
        PackageBuilder.of("site", "old", "1.0:20260101T000000Z")
            .set("pkg.summary", "\u00e4")
            .build());
    writer.add(PackageBuilder.of("other", "theirs", "1.0:20260101T000000Z").build());
    writer.finish();
    byte[] theirs = Files.readAllBytes(repo.resolve("publisher/other/catalog/catalog.base.C"));
    publish(request("1.3").folder(proto));
    publish(request("1.2").folder(proto));
    Catalog catalog = source().catalog("site");
    assertEquals("[demo/service, old]", catalog.stems().toString());
    assertEquals(
        List.of("1.2:20261101T102030Z", "1.3:20261101T102030Z"),
        catalog.versions("demo/service").stream().map(e -> e.version().shortForm()).toList());
    assertArrayEquals(
        theirs, Files.readAllBytes(repo.resolve("publisher/other/catalog/catalog.base.C")));
    String attrs = Files.readString(repo.resolve("publisher/site/catalog/catalog.attrs"));
    // The clock of the catalog went on by a millionth of a second with each change.
    assertTrue(
        attrs.contains(
            "\"last-modified\":\"20261101T102030.000002Z\",\"package-count\":2,\"package-version-count\":3,"),
        attrs);
    assertTrue(attrs.contains("\"created\":\"20261101T102030Z\""), attrs);
    String log = Files.readString(repo.resolve("publisher/site/catalog/update.20261101T10Z.C"));
    assertTrue(
        log.contains(
            "\"op-time\":\"20261101T102030.000001Z\",\"op-type\":\"add\",\"version\":\"1.3,5.11:20261101T102030Z\""),
        log);
  }

  @Test
  void manyBuildsPublishAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Publisher.Result>> results;
    try {
      results =
          threads.invokeAll(
              IntStream.range(0, 12)
                  .<java.util.concurrent.Callable<Publisher.Result>>mapToObj(
                      i ->
                          () ->
                              Publisher.publish(
                                  new PublishRequest("site", "p" + i, "1", TIME).folder(proto),
                                  repo,
                                  folder.resolve("work" + i)))
                  .toList());
    } finally {
      threads.shutdown();
    }
    for (Future<Publisher.Result> result : results) {
      assertTrue(result.get().added());
    }
    assertEquals(12, source().catalog("site").size());
  }

  @Test
  void errorsNameTheRemedy() throws IOException {
    assertEquals(
        "m, line 2: the macro $(x) has no value",
        problem(request("1").template("m", "#\nset name=a value=$(x)\n")));
    assertEquals(
        "m, line 1: \"<include x>\" is a directive, and only actions and macros are understood",
        problem(request("1").template("m", "<include x>\n")));
    assertEquals(
        "m, line 1: the macros of the line contain themselves",
        problem(request("1").macro("a", "$(b)").macro("b", "$(a)").template("m", "set $(a)\n")));
    assertEquals(
        "m names etc/none as the payload of file etc/none, and no folder to be packaged has it",
        problem(request("1").folder(proto).template("m", "file path=etc/none\n")));
    assertEquals(
        "m does not say which file is the payload of license L: write its path after the word"
            + " license",
        problem(request("1").template("m", "license license=L\n")));
    assertEquals(
        "m says that it is for pkg:/other, but the package is pkg://site/demo/service@1,5.11:20261101T102030Z",
        problem(request("1").template("m", "set name=pkg.fmri value=pkg:/other\n")));
    Files.createDirectories(repo.resolve("x"));
    assertEquals(
        repo
            + " has something in it but is no package repository; name another folder, or an empty one",
        problem(request("1")));
    assertEquals(
        "the mode \"rw\" for * is not octal, such as 0644",
        assertThrows(
                IpsException.class,
                () -> request("1").rule(new OwnerRule("*", null, null, "rw", null)))
            .getMessage());
  }

  private String problem(PublishRequest request) {
    return assertThrows(IpsException.class, () -> publish(request)).getMessage();
  }

  @Test
  void namesThatNoManifestCanHoldAreRefused() throws IOException {
    file("opt/demo/a\nb", "x");
    String message = problem(request("1").folder(proto));
    assertTrue(message.endsWith("has a character that a manifest cannot hold; rename it"), message);
  }

  @Test
  void mavenVersionsLoseTheirQualifiers() throws IOException {
    assertEquals("1.2.3", PackageVersion.release("1.2.3-SNAPSHOT"));
    assertEquals("1.0", PackageVersion.release("1.0-rc-1"));
    assertEquals("2026.1.7", PackageVersion.release("2026.01.07"));
    assertEquals("0", PackageVersion.release("000"));
    assertThrows(IpsException.class, () -> PackageVersion.release("v1"));
  }

  @Test
  void logsAreSignedLikeAllFilesOfACatalog() throws IOException {
    publish(request("1.2").folder(proto));
    Path log = repo.resolve("publisher/site/catalog/update.20261101T10Z.C");
    Files.write(
        log, (Files.readString(log).replace("add", "odd")).getBytes(StandardCharsets.UTF_8));
    assertTrue(problem(request("1.3").folder(proto)).contains("is damaged"));
  }
}
