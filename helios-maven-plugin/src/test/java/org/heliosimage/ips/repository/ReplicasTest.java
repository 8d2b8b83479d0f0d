package org.heliosimage.ips.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.depot.FolderSite;
import org.heliosimage.ips.depot.Reply;
import org.heliosimage.ips.depot.Site;
import org.heliosimage.ips.depot.TestServer;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.TransportSettings;
import org.heliosimage.tree.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Origins and mirrors that stand in for each other. */
class ReplicasTest {

  private static final int FILES = 12;

  @TempDir Path folder;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private Site site;

  @BeforeEach
  void publish() throws IOException {
    RepositoryWriter writer = new RepositoryWriter(folder.resolve("repository"), Instant.EPOCH);
    PackageBuilder builder = PackageBuilder.of("p", "lab/x", "1.0:20240101T000000Z");
    for (int i = 0; i < FILES; i++) {
      builder.file("f" + i, "0644", "root", "bin", "content " + i);
    }
    writer.add(builder.build());
    writer.finish();
    site = FolderSite.depot(folder.resolve("repository"), "p");
  }

  private Site named(String name, Site other) {
    return ask -> {
      asked.add(name + ask.path());
      return other.reply(ask);
    };
  }

  private Site without(String operation) {
    return ask ->
        ask.path().contains(operation) ? Reply.of(500, "no " + operation) : site.reply(ask);
  }

  private RepositorySource open(TestServer server) throws IOException {
    return new RepositoryOpener(
            new Transport(TransportSettings.standard(false), pause -> {}),
            CacheUse.alone(folder.resolve("cache")))
        .open(server.uri());
  }

  private List<? extends Content> contents(RepositorySource source) throws Exception {
    CatalogEntry entry = source.catalog("p").versions("lab/x").get(0);
    List<PayloadCache.Request> requests = new ArrayList<>();
    for (Action file : source.manifest(entry).actions(ActionType.FILE)) {
      requests.add(new PayloadCache.Request(source, entry.fmri(), file));
    }
    return new PayloadCache(folder.resolve("cache/payloads")).contents(requests, bytes -> {});
  }

  @Test
  void whatOneLacksIsAskedOfAnother() throws Exception {
    try (TestServer a = TestServer.plain(without("/manifest/"));
        TestServer b = TestServer.plain(without("/file/"));
        TestServer mirror = TestServer.plain(named("mirror", without("/catalog/")))) {
      RepositorySource first = open(a);
      Replicas replicas = new Replicas(List.of(first, open(b)), List.of(open(mirror)));
      List<? extends Content> contents = contents(replicas.behind(first));
      for (int i = 0; i < FILES; i++) {
        assertEquals("content " + i, contents.get(i).text());
      }
      assertTrue(
          asked.stream().allMatch(each -> each.contains("/file/") || each.contains("/versions/")),
          "a mirror has payloads only: " + asked);
    }
  }

  @Test
  void aDamagedPayloadIsAskedOfAnother() throws Exception {
    Site damaging =
        ask -> {
          Reply reply = site.reply(ask);
          return ask.path().contains("/file/") ? reply.withBody(new byte[100]) : reply;
        };
    try (TestServer a = TestServer.plain(damaging);
        TestServer b = TestServer.plain(site)) {
      RepositorySource first = open(a);
      Replicas replicas = new Replicas(List.of(first), List.of(open(b)));
      List<? extends Content> contents = contents(replicas.behind(first));
      for (int i = 0; i < FILES; i++) {
        assertEquals("content " + i, contents.get(i).text());
      }
    }
  }

  @Test
  void theFasterOneIsAskedMore() throws Exception {
    Site slow =
        ask -> {
          Reply reply = site.reply(ask);
          return ask.path().contains("/file/") ? reply.after(60) : reply;
        };
    try (TestServer a = TestServer.plain(named("slow", slow));
        TestServer b = TestServer.plain(named("fast", site))) {
      RepositorySource first = open(a);
      RepositorySource source = new Replicas(List.of(first), List.of(open(b))).behind(first);
      CatalogEntry entry = source.catalog("p").versions("lab/x").get(0);
      PayloadCache cache = new PayloadCache(folder.resolve("cache/payloads"));
      for (Action file : source.manifest(entry).actions(ActionType.FILE)) {
        cache.content(new PayloadCache.Request(source, entry.fmri(), file));
      }
      long slowly = asked.stream().filter(each -> each.startsWith("slow/p/file/")).count();
      assertTrue(slowly > 0 && slowly < FILES / 2, asked.toString());
    }
  }

  @Test
  void ifNobodyHasItAllAreNamed() throws Exception {
    try (TestServer a = TestServer.plain(without("/file/"));
        TestServer b = TestServer.plain(without("/file/"))) {
      RepositorySource first = open(a);
      RepositorySource second = open(b);
      IpsException e =
          assertThrows(
              IpsException.class,
              () -> contents(new Replicas(List.of(first), List.of(second)).behind(first)));
      assertTrue(e.getMessage().contains(a.uri()), e.getMessage());
      assertTrue(e.getMessage().contains(b.uri()), e.getMessage());
      assertTrue(e.getMessage().contains("lab/x"), e.getMessage());
    }
  }

  @Test
  void oneAloneNeedsNobodyBehindIt() throws Exception {
    try (TestServer a = TestServer.plain(site)) {
      RepositorySource only = open(a);
      assertSame(only, new Replicas(List.of(only), List.of()).behind(only));
      // Asking ahead is no error whatever comes of it.
      only.prefetch(
          List.of(
              only.catalog("p").versions("lab/x").get(0),
              new CatalogEntry(
                  "p",
                  "no/such",
                  only.catalog("p").versions("lab/x").get(0).version(),
                  "0".repeat(40),
                  List.of())));
      assertEquals(FILES, contents(only).size());
    }
  }
}
