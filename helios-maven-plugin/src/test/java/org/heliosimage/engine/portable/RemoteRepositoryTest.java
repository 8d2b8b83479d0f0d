package org.heliosimage.engine.portable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.work.Hex;
import org.heliosimage.ips.depot.FolderSite;
import org.heliosimage.ips.depot.Reply;
import org.heliosimage.ips.depot.Site;
import org.heliosimage.ips.depot.TestServer;
import org.heliosimage.ips.publish.P5pArchive;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.repository.Hashes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds a seed from packages that lie on a server. */
class RemoteRepositoryTest {

  private static final long TIME = 1_700_000_000L;

  @TempDir Path folder;

  private final PortableEngine engine = new PortableEngine();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void templates() throws IOException {
    write(
        "small-01-strap.json",
        """
        {"dataset": {"name": "small", "output_snapshot": "strap"}, "steps": [
          {"t": "pkg_image_create", "publisher": "p", "uri": "https://pkg.example/p"},
          {"t": "pkg_install", "pkgs": ["/app"]}
        ]}
        """);
    write(
        "small-02-image.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "strap", "output_snapshot": "image"},
         "steps": [ {"t": "pkg_install", "pkgs": ["/more"]} ]}
        """);
    write(
        "small-03-archive.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "image"}, "steps": [
          {"t": "pack_tar", "name": "${name}-small.tar"}
        ]}
        """);
    publish("1");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("overlay/helios").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void publish(String version) throws IOException {
    RepositoryWriter writer =
        new RepositoryWriter(
            folder.resolve("repo"), Instant.ofEpochSecond(TIME + version.charAt(0)));
    P5pArchive archive =
        new P5pArchive(folder.resolve("repo/all.p5p"), Instant.ofEpochSecond(TIME));
    for (String stem : List.of("app", "more")) {
      PublishedPackage published =
          PackageBuilder.of("p", stem, version + ",5.11-1:20240101T000000Z")
              .file(stem, "0644", "root", "bin", stem + " of version " + version)
              .build();
      writer.add(published);
      archive.add(published);
    }
    writer.finish();
    archive.finish();
  }

  private Site site() {
    Site site = FolderSite.depot(folder.resolve("repo"), "p");
    Site files = FolderSite.tree(folder.resolve("repo"));
    return ask -> {
      Reply reply = ask.path().endsWith(".p5p") ? files.reply(ask) : site.reply(ask);
      asked.add(reply.status() + " " + ask.path());
      return reply;
    };
  }

  private BuildResult build(String uri, String work, boolean offline) throws IOException {
    asked.clear();
    BuildRequest request =
        new BuildRequest(
            "auto",
            new BuildRequest.Folders(
                folder,
                folder.resolve(work + "/output"),
                folder.resolve(work),
                "rpool/images/test",
                folder.resolve("overlay"),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty()),
            new BuildRequest.Image("helios", "helios", "small", "pc", "ttya", "2.1"),
            List.of(),
            Map.of("https://pkg.example/p", uri),
            new BuildRequest.Force(false, false, false),
            TIME,
            "org.example:test:1",
            BuildRequest.Network.standard(offline));
    return engine.strap(request, new RecordingLog());
  }

  private String seed(String work) throws IOException {
    return Hex.sha256(folder.resolve(work).resolve("output/helios-small.tar"));
  }

  private void check(String path, String state) throws Exception {
    String uri;
    try (TestServer server = TestServer.plain(site())) {
      uri = server.uri() + path;
      assertFalse(build(uri, "work", false).unchanged());
      String first = seed("work");
      build(folder.resolve("repo").toUri().toString(), "local", true);
      assertEquals(seed("local"), first, "where packages come from is all the same");
      assertTrue(build(uri, "work", false).unchanged());
      assertEquals(List.of("304 /" + state), asked, "one question a build");
      publish("2");
      assertFalse(build(uri, "work", false).unchanged());
      assertFalse(first.equals(seed("work")));
    }
    String second = seed("work");
    assertTrue(build(uri, "work", true).unchanged());
    Files.delete(folder.resolve("work/output/helios-small.tar"));
    assertFalse(build(uri, "work", true).unchanged());
    assertEquals(second, seed("work"));
    assertEquals(List.of(), asked);
    BuildException e = assertThrows(BuildException.class, () -> build(uri, "new", true));
    assertTrue(e.getMessage().contains(uri), e.getMessage());
    assertTrue(e.getMessage().contains("helios:go-offline"), e.getMessage());
  }

  private Path payload(String text) {
    String hash = HexFormat.of().formatHex(Hashes.newDigest("SHA-1").digest(text.getBytes(UTF_8)));
    return folder.resolve("repo/publisher/p/file/" + hash.substring(0, 2) + "/" + hash);
  }

  @Test
  void aDamagedFileOfARepositoryOnThisMachineIsNamedWithItsPackage() throws Exception {
    String uri = folder.resolve("repo").toUri().toString();
    Path stored = payload("more of version 1");
    byte[] sound = Files.readAllBytes(stored);
    byte[] damaged = sound.clone();
    damaged[sound.length / 2] ^= 1;
    Files.write(stored, damaged);
    BuildException e = assertThrows(BuildException.class, () -> build(uri, "work", true));
    String message = String.valueOf(e.getMessage());
    for (String part :
        List.of(
            "small-03-archive.json",
            "pack_tar",
            "/more in package pkg://p/more@1,5.11-1:20240101T000000Z",
            stored + " is damaged",
            "put back the file that was published")) {
      assertTrue(message.contains(part), message);
    }
    assertFalse(Files.exists(folder.resolve("work/output/helios-small.tar")));
    Files.write(stored, sound);
    build(uri, "work", true);
    build(uri, "other", true);
    assertEquals(seed("other"), seed("work"));
  }

  @Test
  void aDamagedFileThatIsReadWhileItsPackageIsInstalledIsNamedToo() throws Exception {
    RepositoryWriter writer = new RepositoryWriter(folder.resolve("repo"), Instant.EPOCH);
    String users = "root:x:0:0:Super-User:/root:/usr/bin/bash\n";
    writer.add(
        PackageBuilder.of("p", "app", "3,5.11-1:20240101T000000Z")
            .file("etc/passwd", "0644", "root", "sys", users)
            .file("etc/group", "0644", "root", "sys", "root::0:\n")
            .file("etc/shadow", "0400", "root", "sys", "root::::::::\n")
            .lines("user username=daemon uid=1 group=root\ngroup groupname=root gid=0\n")
            .build());
    writer.finish();
    Path stored = payload(users);
    byte[] damaged = Files.readAllBytes(stored);
    damaged[damaged.length / 2] ^= 1;
    Files.write(stored, damaged);
    String uri = folder.resolve("repo").toUri().toString();
    BuildException e = assertThrows(BuildException.class, () -> build(uri, "work", true));
    String message = String.valueOf(e.getMessage());
    for (String part :
        List.of(
            "small-01-strap.json",
            "pkg_install",
            "/etc/passwd in package pkg://p/app@3,5.11-1:20240101T000000Z",
            stored + " is damaged")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void aTreeMayHoldWhatItsOwnStageHasMade() throws Exception {
    write(
        "small-02-image.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "strap", "output_snapshot": "image"},
         "steps": [
           {"t": "pack_tar", "name": "early.tar"},
           {"t": "ensure_file", "file": "/early", "outputsrc": "early.tar",
            "owner": "root", "group": "root", "mode": "644"}
        ]}
        """);
    String uri = folder.resolve("repo").toUri().toString();
    build(uri, "work", true);
    String seed = seed("work");
    Files.delete(folder.resolve("work/output/helios-small.tar"));
    assertFalse(build(uri, "work", true).unchanged());
    assertEquals(seed, seed("work"), "of the tree that was kept");
  }

  @Test
  void aTreeWhosePayloadsHaveGoneIsMadeAgain() throws Exception {
    String uri = folder.resolve("repo").toUri().toString();
    build(uri, "work", true);
    String seed = seed("work");
    Files.move(folder.resolve("repo"), folder.resolve("moved"));
    Files.delete(folder.resolve("work/output/helios-small.tar"));
    String moved = folder.resolve("moved").toUri().toString();
    assertFalse(build(moved, "work", true).unchanged());
    assertEquals(seed, seed("work"));
  }

  @Test
  void aSeedDependsOnTheCatalogOfADepot() throws Exception {
    check("", "p/catalog/1/catalog.attrs");
  }

  @Test
  void aSeedDependsOnAnArchiveOnAServer() throws Exception {
    check("all.p5p", "all.p5p");
  }
}
