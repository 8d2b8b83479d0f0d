package org.heliosimage.ips.p5p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.depot.FolderSite;
import org.heliosimage.ips.depot.TestServer;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.publish.P5pArchive;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.repository.CacheUse;
import org.heliosimage.ips.repository.RepositoryOpener;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.TransportSettings;
import org.heliosimage.tree.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class P5pTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  @TempDir Path folder;

  private final List<PublishedPackage> packages = new ArrayList<>();

  @BeforeEach
  void publish() throws IOException {
    Generator generator = new Generator(1);
    for (String publisher : List.of("p", "q.example")) {
      for (String stem : List.of("a", "system/" + "long/".repeat(30) + "name", "c++")) {
        PackageBuilder builder = PackageBuilder.of(publisher, stem, "1.0,5.11-1:20240101T000000Z");
        for (int i = 0; i < 4; i++) {
          byte[] content = generator.compressible(generator.below(20_000));
          builder.file("f" + i, "0644", "root", "bin", content);
        }
        packages.add(builder.build());
      }
    }
    RepositoryWriter writer = new RepositoryWriter(repository(), TIME);
    for (PublishedPackage each : packages) {
      writer.add(each);
    }
    writer.finish();
  }

  private Path repository() {
    return folder.resolve("repository");
  }

  private Path archive(List<PublishedPackage> contents, String name) throws IOException {
    Path file = folder.resolve(name);
    P5pArchive archive = new P5pArchive(file, TIME);
    for (PublishedPackage each : contents) {
      archive.add(each);
    }
    archive.finish();
    return file;
  }

  private void check(RepositorySource source) throws IOException {
    RepositorySource expected = RepositorySource.open(repository().toUri().toString());
    assertEquals(expected.publishers(), source.publishers());
    for (String publisher : expected.publishers()) {
      assertEquals(expected.catalog(publisher).stems(), source.catalog(publisher).stems());
      for (String stem : expected.catalog(publisher).stems()) {
        List<CatalogEntry> entries = expected.catalog(publisher).versions(stem);
        assertEquals(entries, source.catalog(publisher).versions(stem));
        assertArrayEquals(
            expected.manifest(entries.get(0)).bytes(), source.manifest(entries.get(0)).bytes());
        for (Action file : source.manifest(entries.get(0)).actions(ActionType.FILE)) {
          String hash = String.valueOf(file.hash());
          try (InputStream in = expected.payload(publisher, hash);
              InputStream actual = source.payload(publisher, hash)) {
            assertArrayEquals(in.readAllBytes(), actual.readAllBytes());
          }
        }
      }
    }
  }

  @Test
  void whatIsWrittenIsReadAndAlwaysTheSame() throws Exception {
    Path file = archive(packages, "a.p5p");
    check(RepositorySource.open(file.toUri().toString()));
    check(RepositorySource.open(file.toUri() + "/"));
    List<PublishedPackage> reversed = new ArrayList<>(packages);
    Collections.reverse(reversed);
    assertEquals(-1, Files.mismatch(file, archive(reversed, "b.p5p")));
    assertThrows(
        IpsException.class, () -> archive(List.of(packages.get(0), packages.get(0)), "c.p5p"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(3, files.count(), "nothing half-written is left");
    }
  }

  @Test
  void tarListsAndUnpacksIt() throws Exception {
    Peers.require("tar", "tar");
    Path file = archive(packages, "a.p5p");
    List<String> names = run("tar", "-tf", file.toString());
    assertEquals("pkg5.index.0.gz", names.get(0));
    assertEquals("pkg5.repository", names.get(names.size() - 1));
    assertTrue(names.contains("publisher/q.example/"), names.toString());
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    run("tar", "-C", unpacked.toString(), "-xf", file.toString());
    check(RepositorySource.open(unpacked.toUri().toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax"})
  void aPlainTarOfARepositoryIsOneToo(String format) throws Exception {
    Peers.require("tar", "tar");
    Path file = folder.resolve("plain.p5p");
    String from = repository().toString();
    run("tar", "--format=" + format, "-C", from, "-cf", file.toString(), ".");
    check(RepositorySource.open(file.toUri().toString()));
  }

  @Test
  void aDamagedArchiveIsAnErrorOrHasTheSameFiles() throws Exception {
    byte[] sound = Files.readAllBytes(archive(packages.subList(0, 2), "a.p5p"));
    Path file = folder.resolve("damaged.p5p");
    Generator.forAll(
        1,
        400,
        generator -> {
          byte[] damaged = sound.clone();
          if (generator.oneIn(3)) {
            damaged = Arrays.copyOf(sound, generator.below(sound.length));
          } else {
            for (int i = 0; i < 1 + generator.below(4); i++) {
              damaged[generator.below(generator.oneIn(2) ? 4096 : sound.length)] =
                  (byte) generator.below(256);
            }
          }
          Files.write(file, damaged);
          try {
            RepositorySource source = RepositorySource.open(file.toUri().toString());
            for (String publisher : source.publishers()) {
              for (String stem : source.catalog(publisher).stems()) {
                for (CatalogEntry entry : source.catalog(publisher).versions(stem)) {
                  source.manifest(entry);
                }
              }
            }
          } catch (IpsException e) {
            assertTrue(!String.valueOf(e.getMessage()).isEmpty());
          }
        });
  }

  @Test
  void anIndexThatUnpacksToMuchIsRefused() throws Exception {
    P5pWriter writer = new P5pWriter();
    writer.add("pkg5.repository", Content.of("[repository]\nversion = 4\n"));
    Path file = folder.resolve("bomb.p5p");
    writer.write(
        file,
        0,
        (content, out) -> {
          try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
              gzip.write(zeros);
            }
          }
        });
    P5pException e = assertThrows(P5pException.class, () -> P5pReader.open(file));
    assertTrue(e.getMessage().contains("larger than any repository needs"), e.getMessage());
  }

  @Test
  void itIsFetchedOnceFromAServer() throws Exception {
    Path served = Files.createDirectories(folder.resolve("served"));
    Files.copy(archive(packages, "a.p5p"), served.resolve("x.p5p"));
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    try (TestServer server =
        TestServer.plain(
            ask -> {
              var reply = FolderSite.tree(served).reply(ask);
              asked.add(reply.status() + " " + ask.path());
              return reply;
            })) {
      String uri = server.uri() + "x.p5p";
      check(open(uri, false));
      RepositorySource again = open(uri, false);
      check(again);
      assertEquals(List.of("200 /x.p5p", "304 /x.p5p"), asked);
      check(open(uri, true));
      archive(packages.subList(0, 1), "served/x.p5p");
      assertTrue(!open(uri, false).state("p").equals(again.state("p")));
      IpsException e =
          assertThrows(IpsException.class, () -> open(server.uri() + "y.p5p", true).publishers());
      assertTrue(e.getMessage().contains("y.p5p is not on this machine"), e.getMessage());
    }
  }

  private RepositorySource open(String uri, boolean offline) throws IOException {
    return new RepositoryOpener(
            new Transport(TransportSettings.standard(offline), pause -> {}),
            CacheUse.alone(folder.resolve("cache")))
        .open(uri);
  }

  private List<String> run(String... command) throws Exception {
    return Peers.run(folder, command).ok().lines().toList();
  }
}
