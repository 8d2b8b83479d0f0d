package org.heliosimage.ips.repository;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.depot.FolderSite;
import org.heliosimage.ips.depot.JettyServer;
import org.heliosimage.ips.depot.Reply;
import org.heliosimage.ips.depot.Site;
import org.heliosimage.ips.depot.TestServer;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.RepositoryFolder;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.transport.Pause;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.TransportSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRepositoryTest {

  private static final Pause NONE = duration -> {};

  @TempDir Path folder;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void publish() throws IOException {
    publish("1.0", Instant.EPOCH);
  }

  private void publish(String version, Instant time) throws IOException {
    RepositoryWriter writer = new RepositoryWriter(repository(), time);
    for (String stem : List.of("system/c++", "lab/x")) {
      writer.add(
          PackageBuilder.of("p", stem, version + ",5.11-1:20240101T000000Z")
              .set("pkg.summary", "of " + stem)
              .depend("require", "lab/y@1")
              .file("opt/" + stem, "0644", "root", "bin", "content of " + stem + version)
              .build());
    }
    writer.finish();
  }

  private Path repository() {
    return folder.resolve("repository");
  }

  private enum Kind {
    DEPOT,
    TREE
  }

  private Site site(Kind kind) {
    Site site =
        kind == Kind.DEPOT ? FolderSite.depot(repository(), "p") : FolderSite.tree(repository());
    return ask -> {
      Reply reply = site.reply(ask);
      asked.add(reply.status() + " " + ask.path());
      return reply;
    };
  }

  private RepositorySource open(String uri, boolean offline) throws IOException {
    return new RepositoryOpener(
            new Transport(TransportSettings.standard(offline), NONE),
            CacheUse.alone(folder.resolve("cache")))
        .open(uri);
  }

  private PayloadCache payloads() throws IOException {
    return new PayloadCache(folder.resolve("cache/payloads"));
  }

  private void check(RepositorySource source) throws IOException {
    RepositorySource local = RepositorySource.open(repository().toUri().toString());
    assertEquals(local.catalog("p").stems(), source.catalog("p").stems());
    for (String stem : local.catalog("p").stems()) {
      CatalogEntry entry = local.catalog("p").versions(stem).get(0);
      assertEquals(List.of(entry), source.catalog("p").versions(stem));
      Manifest manifest = source.manifest(entry);
      assertArrayEquals(local.manifest(entry).bytes(), manifest.bytes());
      Action file = manifest.actions(ActionType.FILE).get(0);
      Fmri fmri = entry.fmri();
      assertEquals(
          payloads().content(new PayloadCache.Request(local, fmri, file)).text(),
          payloads().content(new PayloadCache.Request(source, fmri, file)).text());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void readsWhatAFolderHolds(Kind kind) throws Exception {
    try (TestServer server = TestServer.plain(site(kind))) {
      check(open(server.uri(), false));
      assertEquals(List.of("p"), open(server.uri(), false).publishers());
    }
  }

  @Test
  void speaksHttp2() throws Exception {
    try (JettyServer server = JettyServer.clear(site(Kind.DEPOT))) {
      check(open(server.uri(), false));
      assertEquals(Set.of("HTTP/2.0"), server.versions());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void asksForTheCatalogOnceABuildAndTakesItOnlyIfItIsNew(Kind kind) throws Exception {
    try (TestServer server = TestServer.plain(site(kind))) {
      RepositorySource first = open(server.uri(), false);
      check(first);
      check(first);
      long attrs = asked.stream().filter(each -> each.endsWith("catalog.attrs")).count();
      assertEquals(1, attrs, asked.toString());
      asked.clear();
      RepositorySource second = open(server.uri(), false);
      assertEquals(first.state("p"), second.state("p"));
      check(second);
      assertEquals(1, asked.size(), asked.toString());
      assertTrue(asked.get(0).startsWith("304 "), asked.toString());
      publish("2.0", Instant.ofEpochSecond(1));
      RepositorySource third = open(server.uri(), false);
      assertFalse(third.state("p").equals(first.state("p")));
      check(third);
    }
  }

  @Test
  void offlineHasWhatAnEarlierBuildLeftAndNamesWhatIsMissing() throws Exception {
    String uri;
    CatalogEntry other;
    try (TestServer server = TestServer.plain(site(Kind.DEPOT))) {
      uri = server.uri();
      IpsException e = assertThrows(IpsException.class, () -> open(uri, true).catalog("p"));
      assertTrue(e.getMessage().contains("publisher p in " + uri), e.getMessage());
      assertTrue(e.getMessage().contains("helios:go-offline"), e.getMessage());
      check(open(uri, false));
      asked.clear();
      check(open(uri, true));
      publish("2.0", Instant.ofEpochSecond(1));
      other = open(uri, false).catalog("p").versions("lab/x").get(0);
    }
    RepositorySource source = open(uri, true);
    IpsException e = assertThrows(IpsException.class, () -> source.manifest(other));
    assertTrue(e.getMessage().contains(other.fmri().toString()), e.getMessage());
    assertTrue(e.getMessage().contains(uri), e.getMessage());
    assertTrue(e.getMessage().contains("helios:go-offline"), e.getMessage());
  }

  @Test
  void aCatalogIsBroughtUpToDateByItsLogs() throws Exception {
    Path grown = folder.resolve("grown");
    RepositoryFolder writer = new RepositoryFolder(grown);
    Instant time = Instant.parse("2026-01-01T10:00:00Z");
    Site site = FolderSite.tree(grown);
    Site counting =
        ask -> {
          Reply reply = site.reply(ask);
          asked.add(reply.status() + " " + ask.path());
          return reply;
        };
    try (TestServer server = TestServer.plain(counting)) {
      for (int i = 0; i < 12; i++) {
        writer.add(
            PackageBuilder.of("p", "lab/n" + i % 5, "1." + i + ",5.11-1:20240101T000000Z")
                .set("pkg.summary", "\u00e4 " + i)
                .depend("require", "lab/\u00fc@" + i)
                .build(),
            time);
        // Within an hour, in the next one, and days later.
        time = time.plusSeconds(i % 3 == 0 ? 60 : i % 3 == 1 ? 3600 : 200_000);
        asked.clear();
        RepositorySource source = open(server.uri(), false);
        assertEquals(i + 1, source.catalog("p").size());
        RepositorySource local = RepositorySource.open(grown.toUri().toString());
        for (String stem : local.catalog("p").stems()) {
          assertEquals(local.catalog("p").versions(stem), source.catalog("p").versions(stem));
        }
        boolean whole = asked.stream().anyMatch(each -> each.contains("catalog.base.C"));
        assertEquals(i == 0, whole, asked.toString());
        assertEquals(i > 0, asked.stream().anyMatch(each -> each.contains("/update.")));
      }
      // Without the logs it is fetched as a whole.
      writer.add(PackageBuilder.of("p", "lab/z", "1:20240101T000000Z").build(), time);
      try (Stream<Path> files = Files.list(grown.resolve("publisher/p/catalog"))) {
        for (Path log : files.filter(file -> file.toString().contains("update.")).toList()) {
          Files.delete(log);
        }
      }
      assertEquals(13, open(server.uri(), false).catalog("p").size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 500})
  void whatIsNoRepositoryIsNamed(int status) throws Exception {
    try (TestServer server = TestServer.plain(ask -> Reply.of(status, ""))) {
      IpsException e =
          assertThrows(IpsException.class, () -> open(server.uri(), false).catalog("p"));
      assertTrue(e.getMessage().startsWith(server.uri()), e.getMessage());
      assertTrue(
          e.getMessage().contains(status == 404 ? "is no package repository" : "" + status),
          e.getMessage());
    }
  }
}
