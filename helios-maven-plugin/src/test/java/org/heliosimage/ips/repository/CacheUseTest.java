package org.heliosimage.ips.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.heliosimage.Generator;
import org.heliosimage.ips.publish.P5pArchive;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.tree.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that share a cache; more of them by {@code -Dhelios.test.rounds=50} and more. */
class CacheUseTest {

  private static final int ROUNDS = Math.min(50, Integer.getInteger("helios.test.rounds", 3));
  private static final long FOR_EVER = 10L << 30;

  @TempDir Path folder;

  private long total;

  @BeforeEach
  void publish() throws IOException {
    Generator generator = new Generator(3);
    // What a folder holds would not be copied into the cache.
    P5pArchive archive = new P5pArchive(repository(), Instant.EPOCH);
    for (int i = 0; i < 5; i++) {
      PackageBuilder builder = PackageBuilder.of("p", "lab/n" + i, "1.0:20240101T000000Z");
      for (int f = 0; f < 12; f++) {
        byte[] content = generator.compressible(generator.below(200_000));
        builder.file("f" + i + "." + f, "0644", "root", "bin", content);
      }
      PublishedPackage published = builder.build();
      archive.add(published);
      total += published.payloads().values().stream().mapToLong(Content::size).sum();
    }
    archive.finish();
  }

  private Path repository() {
    return folder.resolve("repository.p5p");
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.walk(cache().resolve("payloads"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private long size() throws IOException {
    long size = 0;
    for (Path entry : entries()) {
      size += Files.size(entry);
    }
    return size;
  }

  /** Every entry is what its name says, and nothing else is left. */
  private void check() throws IOException {
    for (Path entry : entries()) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(entry))) {
        byte[] content = in.readAllBytes();
        String hash = HexFormat.of().formatHex(Hashes.newDigest("SHA-1").digest(content));
        assertEquals(hash + ".gz", entry.getFileName().toString());
      }
    }
    try (Stream<Path> left = Files.list(cache().resolve("use"))) {
      assertEquals(List.of(cache().resolve("use/gate")), left.toList());
    }
  }

  @Test
  void whatWasNotUsedForLongGoesFirst() throws Exception {
    CacheBuild.run(repository(), cache(), FOR_EVER);
    assertEquals(total, size());
    List<Path> all = entries();
    for (int i = 0; i < all.size(); i++) {
      // The later the name the older.
      Files.setLastModifiedTime(all.get(i), FileTime.fromMillis(1_000_000L - i));
    }
    Files.writeString(cache().resolve("payloads/tmp/payload1.gz"), "left by a killed build");
    try (CacheUse use = CacheUse.begin(cache())) {
      use.touch(all.get(all.size() - 1));
      use.end(total / 2);
    }
    List<Path> left = entries();
    assertTrue(size() <= total / 2 && size() > total / 2 - 200_000, size() + " of " + total);
    assertTrue(left.contains(all.get(all.size() - 1)), "it was used last");
    assertEquals(all.subList(0, left.size() - 1), left.subList(0, left.size() - 1));
    check();
  }

  @Test
  void nothingGoesWhileAnotherBuildRuns() throws Exception {
    CacheBuild.run(repository(), cache(), FOR_EVER);
    CacheUse other = CacheUse.begin(cache());
    try (CacheUse use = CacheUse.begin(cache())) {
      use.touch(entries().get(0));
      use.end(0);
    }
    assertEquals(total, size());
    other.touch(entries().get(0));
    other.end(0);
    assertEquals(0, size());
    check();
  }

  @Test
  void aBuildThatUsesNothingRemovesNothing() throws Exception {
    CacheBuild.run(repository(), cache(), FOR_EVER);
    CacheUse.begin(cache()).end(0);
    assertEquals(total, size());
  }

  @Test
  void whatAKilledBuildLeftDoesNotKeepTheCacheLarge() throws Exception {
    CacheBuild.run(repository(), cache(), FOR_EVER);
    Files.writeString(cache().resolve("use/1-1-x.build"), "");
    CacheBuild.run(repository(), cache(), total / 3);
    assertTrue(size() <= total / 3);
    check();
  }

  @Test
  void threadsShareACache() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Boolean>> builds = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        builds.add(
            () -> {
              CacheBuild.run(repository(), cache(), total / 2);
              return true;
            });
      }
      for (Future<Boolean> build : threads.invokeAll(builds)) {
        assertTrue(build.get());
      }
    } finally {
      threads.shutdownNow();
    }
    check();
  }

  @Test
  void processesShareACacheAndSomeAreKilled() throws Exception {
    int[] killed = new int[1];
    Generator.forAll(
        1,
        ROUNDS,
        generator -> {
          List<Process> processes = List.of(start(), start());
          for (Process process : processes) {
            if (generator.oneIn(2)) {
              boolean over = process.waitFor(200 + generator.below(1200), TimeUnit.MILLISECONDS);
              process.destroyForcibly();
              killed[0] += over ? 0 : 1;
            } else {
              String said = new String(process.getInputStream().readAllBytes(), UTF_8);
              assertEquals(0, process.waitFor(), said);
              assertEquals("sound\n", said);
            }
          }
          for (Process process : processes) {
            process.waitFor();
          }
        });
    CacheBuild.run(repository(), cache(), total / 2);
    assertTrue(size() <= total / 2);
    assertFalse(entries().isEmpty());
    check();
    System.out.println(killed[0] + " of " + 2 * ROUNDS + " builds were killed");
  }

  private Process start() throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            CacheBuild.class.getName(),
            repository().toString(),
            cache().toString(),
            Long.toString(total / 2))
        .redirectErrorStream(true)
        .start();
  }
}
