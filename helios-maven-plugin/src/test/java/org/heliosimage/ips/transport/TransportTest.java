package org.heliosimage.ips.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.heliosimage.Generator;
import org.heliosimage.ips.depot.Ask;
import org.heliosimage.ips.depot.FolderSite;
import org.heliosimage.ips.depot.JettyServer;
import org.heliosimage.ips.depot.Reply;
import org.heliosimage.ips.depot.Site;
import org.heliosimage.ips.depot.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportTest {

  private static final byte[] BODY = new Generator(1).bytes(200_000);

  @TempDir Path folder;

  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final List<Ask> asked = Collections.synchronizedList(new ArrayList<>());

  private TransportSettings settings(List<TransportSettings.Access> access) {
    return new TransportSettings(
        false,
        "test",
        5,
        2,
        Duration.ofSeconds(5),
        Duration.ofMillis(400),
        uri -> Optional.empty(),
        access);
  }

  private Transport transport(TransportSettings settings) {
    return new Transport(settings, pauses::add);
  }

  private byte[] get(String uri) throws IOException {
    return get(uri, settings(List.of()), null);
  }

  private byte[] get(String uri, TransportSettings settings, String publisher) throws IOException {
    Query query = Query.of(URI.create(uri), publisher).acceptPacked();
    try (Answer answer = transport(settings).open(query)) {
      return answer.body().readAllBytes();
    }
  }

  private TestServer server(Site site) throws IOException {
    return TestServer.plain(
        ask -> {
          asked.add(ask);
          return site.reply(ask);
        });
  }

  private List<String> headers(String name) {
    return asked.stream().map(ask -> ask.headers().getOrDefault(name, "")).toList();
  }

  @Test
  void waitsLongerAndLongerAndGivesUp() throws Exception {
    try (TestServer server = server(ask -> Reply.of(503, ""))) {
      TransportException e = assertThrows(TransportException.class, () -> get(server.uri() + "x"));
      assertEquals(
          server.uri() + "x is answered by the status 503 (after 5 tries)", e.getMessage());
    }
    assertEquals(Stream.of(250, 500, 1000, 2000).map(Duration::ofMillis).toList(), pauses);
  }

  @Test
  void waitsAsLongAsAServerAsksForButNotForEver() throws Exception {
    try (TestServer server =
        server(
            ask ->
                asked.size() > 3
                    ? Reply.of(200, BODY)
                    : Reply.of(429, "")
                        .with(
                            "Retry-After", List.of("7", "99999", "soon").get(asked.size() - 1)))) {
      assertArrayEquals(BODY, get(server.uri()));
    }
    assertEquals(
        List.of(Duration.ofSeconds(7), Duration.ofSeconds(30), Duration.ofSeconds(1)), pauses);
  }

  @Test
  void goesOnWhereABodyWasCut() throws Exception {
    Files.write(folder.resolve("x"), BODY);
    Site files = FolderSite.tree(folder);
    try (TestServer server =
        server(
            ask -> {
              Reply reply = files.reply(ask);
              return asked.size() < 4 ? reply.cutAt(50_000) : reply;
            })) {
      assertArrayEquals(BODY, get(server.uri() + "x"));
    }
    assertEquals(List.of("", "bytes=50000-", "bytes=100000-", "bytes=150000-"), headers("range"));
    assertTrue(headers("if-range").get(1).startsWith("\""), headers("if-range").toString());
  }

  @Test
  void readsAgainWhatAServerCannotGoOnWith() throws Exception {
    try (TestServer server =
        server(
            ask -> {
              Reply reply = Reply.of(200, BODY);
              return asked.size() < 4 ? reply.cutAt(60_000 * asked.size()) : reply;
            })) {
      assertArrayEquals(BODY, get(server.uri() + "x"));
    }
    assertEquals(4, asked.size());
  }

  @Test
  void doesNotWaitForAServerThatSaysNothing() throws Exception {
    try (TestServer server =
        server(ask -> asked.size() < 2 ? Reply.of(200, BODY).after(900) : Reply.of(200, BODY))) {
      assertArrayEquals(BODY, get(server.uri()));
    }
    assertTrue(asked.size() > 1);
  }

  @Test
  void unpacksWhatIsPackedForTheTransferOnly() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(BODY);
    }
    Reply reply = Reply.of(200, packed.toByteArray());
    try (TestServer server =
        server(ask -> ask.path().equals("/a") ? reply.with("Content-Encoding", "gzip") : reply)) {
      assertArrayEquals(BODY, get(server.uri() + "a"));
      assertArrayEquals(packed.toByteArray(), get(server.uri() + "b"));
    }
    assertEquals(List.of("gzip", "gzip"), headers("accept-encoding"));
  }

  @Test
  void followsAFewRedirectsAndNoneThatIsUnsafe() throws Exception {
    try (TestServer server =
        server(
            ask ->
                switch (ask.path()) {
                  case "/end" -> Reply.of(200, BODY);
                  case "/file" -> Reply.of(302, "").with("Location", "file:///etc/passwd");
                  case "/loop" -> Reply.of(302, "").with("Location", "/loop");
                  default -> Reply.of(307, "").with("Location", "end");
                })) {
      assertArrayEquals(BODY, get(server.uri() + "start"));
      assertThrows(TransportException.class, () -> get(server.uri() + "file"));
      asked.clear();
      TransportException e =
          assertThrows(TransportException.class, () -> get(server.uri() + "loop"));
      assertTrue(e.getMessage().contains("redirects more than 5 times"), e.getMessage());
      assertEquals(5 * 6, asked.size());
    }
  }

  private static TransportSettings.Access access(String where, String user) {
    return new TransportSettings.Access(
        where,
        Optional.of(new TransportSettings.Credentials(user, "secret")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void credentialsGoToThoseTheyAreFor() throws Exception {
    try (TestServer other = server(ask -> Reply.of(200, BODY));
        TestServer server =
            server(
                ask ->
                    switch (ask.path()) {
                      case "/away" -> Reply.of(302, "").with("Location", other.uri());
                      case "/no" -> Reply.of(401, "").with("X-IPkg-Error", "ENT");
                      default -> Reply.of(200, BODY);
                    })) {
      TransportSettings some =
          settings(List.of(access("pub", "p"), access(server.uri() + "deep/", "d")));
      get(server.uri() + "x", some, "pub");
      get(server.uri() + "deep/x", some, "pub");
      get(server.uri() + "x", some, "else");
      get(server.uri() + "away", some, "pub");
      assertEquals(
          List.of("Basic cDpzZWNyZXQ=", "Basic ZDpzZWNyZXQ=", "", "Basic cDpzZWNyZXQ=", ""),
          headers("authorization"));
      TransportException e =
          assertThrows(TransportException.class, () -> get(server.uri() + "no", some, "pub"));
      assertTrue(e.getMessage().contains("401, ENT"), e.getMessage());
      assertTrue(e.getMessage().contains("publisher pub"), e.getMessage());
      assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }
    assertEquals(List.of(), pauses, "what is refused is not asked again");
  }

  @Test
  void offlineAsksNobody() throws Exception {
    try (TestServer server = server(ask -> Reply.of(200, BODY))) {
      TransportException e =
          assertThrows(
              TransportException.class,
              () -> get(server.uri(), TransportSettings.standard(true), null));
      assertTrue(e.isOffline());
    }
    assertEquals(List.of(), asked);
  }

  @Test
  void proxiesAreAskedInstead() throws Exception {
    try (TestServer proxy = server(ask -> Reply.of(200, BODY))) {
      URI at = URI.create(proxy.uri());
      TransportSettings through =
          settings(List.of())
              .with(
                  uri ->
                      Optional.of(
                          new TransportSettings.Proxy(
                              at.getHost(),
                              at.getPort(),
                              Optional.of(new TransportSettings.Credentials("u", "p")))),
                  List.of());
      assertArrayEquals(BODY, get("http://pkg.invalid/x", through, null));
    }
    assertEquals("pkg.invalid", asked.get(0).headers().get("host"));
    assertEquals(List.of("Basic dTpw"), headers("proxy-authorization"));
  }

  @Test
  void nobodyThereIsSaid() {
    TransportException e =
        assertThrows(TransportException.class, () -> get("http://127.0.0.1:1/x"));
    assertTrue(e.getMessage().startsWith("http://127.0.0.1:1/x does not answer"), e.getMessage());
  }

  @Test
  void certificatesProveBothSides() throws Exception {
    TestKeys server = TestKeys.make(folder, "server", "localhost");
    TestKeys client = TestKeys.make(folder, "client", "client");
    JettyServer.Keys keys =
        new JettyServer.Keys(server.store(), TestKeys.PASSWORD, Optional.of(client.trust()));
    try (JettyServer jetty = JettyServer.tls(ask -> Reply.of(200, BODY), keys)) {
      TransportException e = assertThrows(TransportException.class, () -> get(jetty.uri() + "x"));
      assertTrue(e.getMessage().contains("caCertificates"), e.getMessage());
      for (Path key : List.of(client.key(), client.rsaKey())) {
        TransportSettings both =
            settings(
                List.of(
                    new TransportSettings.Access(
                        "pub",
                        Optional.empty(),
                        Optional.of(client.certificate()),
                        Optional.of(key),
                        Optional.of(server.certificate()))));
        assertArrayEquals(BODY, get(jetty.uri() + "x", both, "pub"));
      }
      TransportSettings half =
          settings(
              List.of(
                  new TransportSettings.Access(
                      jetty.uri(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(server.certificate()))));
      assertThrows(TransportException.class, () -> get(jetty.uri() + "x", half, null));
      assertEquals(Set.of("HTTP/2.0"), jetty.versions());
    }
    byte[] damaged = Arrays.copyOf(Files.readAllBytes(client.key()), 300);
    Path bad = Files.write(folder.resolve("bad.pem"), damaged);
    assertThrows(IOException.class, () -> Pem.key(bad));
    assertThrows(IOException.class, () -> Pem.certificates(bad));
    assertThrows(IOException.class, () -> Pem.key(folder.resolve("missing.pem")));
  }
}
