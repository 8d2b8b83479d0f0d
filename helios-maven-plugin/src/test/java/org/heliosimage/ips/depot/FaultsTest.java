package org.heliosimage.ips.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heliosimage.Generator;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.image.PkgEnvironment;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.ips.image.PkgProgress;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.repository.CacheUse;
import org.heliosimage.ips.repository.Hashes;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositoryOpener;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.TransportSettings;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Installs packages from servers of which nearly every third reply goes wrong: the result is the
 * right one or an error, never a wrong file. More rounds by {@code -Dhelios.test.rounds=1000}.
 */
class FaultsTest {

  private static final int ROUNDS = Integer.getInteger("helios.test.rounds", 60);
  private static final int PERCENT = 30;
  private static final int STALL = 150;
  private static final String MIRROR = "https://mirror.example/p/";
  private static final long TIME = 1_700_000_000L;

  @TempDir Path folder;

  private final Map<Faults.Kind, Integer> done = new EnumMap<>(Faults.Kind.class);
  private int right;
  private int failed;

  private void publish() throws IOException {
    Generator generator = new Generator(7);
    RepositoryWriter writer = new RepositoryWriter(folder.resolve("repository"), Instant.EPOCH);
    for (int i = 0; i < 4; i++) {
      PackageBuilder builder =
          PackageBuilder.of("p", "lab/n" + i, "1.0,5.11-1:20240101T000000Z")
              .set("pkg.summary", "number " + i)
              .dir("opt", "0755", "root", "sys")
              .license("own" + i, "Do as you like, number " + i + ".\n");
      if (i > 0) {
        builder.depend("require", "lab/n" + (i - 1));
      }
      for (int f = 0; f < 3; f++) {
        byte[] content = generator.compressible(generator.below(60_000));
        builder.file("opt/f" + i + f, "0644", "root", "bin", content);
      }
      writer.add(builder.build());
    }
    writer.finish();
  }

  @Test
  void aTreeIsRightOrThereIsAnError() throws Exception {
    publish();
    Path repository = folder.resolve("repository");
    String expected =
        install(uri -> RepositorySource.open(repository.toUri().toString()), folder.resolve("ok"));
    TransportSettings settings =
        new TransportSettings(
            false,
            "test",
            5,
            4,
            Duration.ofSeconds(5),
            Duration.ofMillis(STALL),
            uri -> Optional.empty(),
            List.of());
    Sites sites = new Sites();
    try (TestServer plain = TestServer.plain(sites);
        TestServer jetty = JettyServer.clear(sites)) {
      Generator.forAll(
          1,
          ROUNDS,
          generator -> {
            Site site =
                generator.oneIn(2)
                    ? FolderSite.tree(repository)
                    : FolderSite.depot(repository, "p");
            Faults faults = new Faults(site, generator.seed(), PERCENT, STALL);
            sites.current = faults;
            Path cache = folder.resolve("cache" + generator.seed());
            // Each run is a new client: a server that has hung up is not asked again.
            RepositoryOpener opener =
                new RepositoryOpener(new Transport(settings, pause -> {}), CacheUse.alone(cache));
            TestServer origin = generator.oneIn(2) ? plain : jetty;
            TestServer mirror = generator.oneIn(2) ? plain : jetty;
            try {
              assertEquals(
                  expected,
                  install(uri -> opener.open((uri.equals(MIRROR) ? mirror : origin).uri()), cache));
              right++;
            } catch (IpsException e) {
              failed++;
              String message = String.valueOf(e.getMessage());
              assertTrue(message.contains("127.0.0.1"), message);
              assertFalse(message.contains("\n"), message);
            }
            faults.done().forEach((kind, count) -> done.merge(kind, count, Integer::sum));
            remove(cache);
          });
    }
    System.out.println(right + " trees were right, " + failed + " errors, faults: " + done);
    assertTrue(right > ROUNDS / 2, right + " of " + ROUNDS);
    assertEquals(Faults.Kind.values().length, done.size(), done.toString());
  }

  /** What the servers have; changes from round to round. */
  private static final class Sites implements Site {
    private volatile Site current = ask -> Reply.of(404, "");

    @Override
    public Reply reply(Ask ask) throws IOException {
      return current.reply(ask);
    }
  }

  /** Installs the packages; the digest of the whole tree. */
  private static String install(PkgEnvironment.Repositories repositories, Path cache)
      throws IOException {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, TIME));
    PkgEnvironment environment =
        new PkgEnvironment(
            repositories,
            new PayloadCache(cache.resolve("payloads")),
            TIME,
            warning -> {},
            PkgProgress.NONE);
    PkgImage image = PkgImage.create(tree, environment);
    image.setPublisher("p", List.of("https://pkg.example/p/"), List.of(MIRROR));
    image.install(List.of("lab/n3"));
    StringBuilder text = new StringBuilder();
    List<IOException> unreadable = new ArrayList<>();
    tree.walk(
        (path, entry) -> {
          text.append(path).append(' ').append(entry.node().attributes());
          if (entry.node() instanceof Node.RegularFile file) {
            try {
              byte[] bytes = file.content().bytes();
              text.append(HexFormat.of().formatHex(Hashes.newDigest("SHA-256").digest(bytes)));
            } catch (IOException e) {
              unreadable.add(e);
            }
          }
          text.append('\n');
        });
    if (!unreadable.isEmpty()) {
      throw unreadable.get(0);
    }
    return text.toString();
  }

  private static void remove(Path cache) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
