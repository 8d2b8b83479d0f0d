package org.heliosimage.ips.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.heliosimage.Generator;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.DamagedContentException;
import org.heliosimage.tree.GzipFile;
import org.heliosimage.tree.GzipReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PayloadCacheTest {

  private static final int FILES = 24;

  @TempDir Path folder;
  private final List<byte[]> contents = new ArrayList<>();
  private List<PayloadCache.Request> requests;
  private PayloadCache cache;
  private RepositorySource local;

  /** A repository whose files are not on this machine. */
  private record Elsewhere(RepositorySource there) implements RepositorySource {
    @Override
    public String uri() {
      return there.uri();
    }

    @Override
    public List<String> publishers() throws IOException {
      return there.publishers();
    }

    @Override
    public Catalog catalog(String publisher) throws IOException {
      return there.catalog(publisher);
    }

    @Override
    public String state(String publisher) throws IOException {
      return there.state(publisher);
    }

    @Override
    public Manifest manifest(CatalogEntry entry) throws IOException {
      return there.manifest(entry);
    }

    @Override
    public InputStream payload(String publisher, String hash, int attempt) throws IOException {
      return there.payload(publisher, hash, attempt);
    }
  }

  @BeforeEach
  void publish() throws Exception {
    Generator generator = new Generator(1);
    PackageBuilder builder = PackageBuilder.of("p", "lab/x", "1.0:20240101T000000Z");
    for (int i = 0; i < FILES; i++) {
      contents.add(i == 0 ? new byte[0] : generator.compressible(generator.below(100_000)));
      builder.file("f" + (100 + i), "0644", "root", "bin", contents.get(i));
    }
    // The same bytes at two places are one payload.
    contents.add(contents.get(3));
    builder.file("f999", "0644", "root", "bin", contents.get(3));
    PublishedPackage published = builder.build();
    RepositoryWriter writer = new RepositoryWriter(repository(), Instant.EPOCH);
    writer.add(published);
    writer.finish();
    local = RepositorySource.open(repository().toUri().toString());
    RepositorySource source = new Elsewhere(local);
    requests =
        published.manifest().actions(ActionType.FILE).stream()
            .map(action -> new PayloadCache.Request(source, published.fmri(), action))
            .toList();
    cache = new PayloadCache(folder.resolve("cache"));
  }

  private Path repository() {
    return folder.resolve("repository");
  }

  private Path stored(int index) {
    String hash = requests.get(index).action().hash();
    return repository().resolve("publisher/p/file/" + hash.substring(0, 2) + "/" + hash);
  }

  private Path cached(int index) {
    return cache.file(requests.get(index).action().hash());
  }

  private void removeRepository() throws IOException {
    Files.move(repository(), folder.resolve("gone"));
  }

  private static PayloadCache.Request with(PayloadCache.Request request, Action action) {
    return new PayloadCache.Request(request.source(), request.fmri(), action);
  }

  @Test
  void payloadsAreFetchedOnceAndKeptAsTheyAre() throws Exception {
    AtomicLong bytes = new AtomicLong();
    check(cache.contents(requests, bytes::addAndGet));
    assertEquals(
        contents.subList(0, FILES).stream().mapToLong(content -> content.length).sum(),
        bytes.get());
    for (int i = 0; i < FILES; i++) {
      assertEquals(-1, Files.mismatch(stored(i), cached(i)));
    }
    removeRepository();
    check(cache.contents(requests, count -> {}));
    check(new PayloadCache(folder.resolve("cache")).contents(requests, count -> {}));
    try (Stream<Path> left = Files.list(folder.resolve("cache/tmp"))) {
      assertEquals(0, left.count());
    }
  }

  private void check(List<GzipFile> fetched) throws IOException {
    assertEquals(contents.size(), fetched.size());
    for (int i = 0; i < fetched.size(); i++) {
      assertArrayEquals(contents.get(i), fetched.get(i).bytes(), "file " + i);
    }
  }

  @Test
  void aDamagedPayloadInTheRepositoryIsNamed() throws Exception {
    Generator.forAll(
        1,
        60,
        generator -> {
          int index = 1 + generator.below(FILES - 1);
          byte[] sound = Files.readAllBytes(stored(index));
          Files.write(stored(index), damaged(generator, sound));
          PayloadException e =
              assertThrows(PayloadException.class, () -> cache.content(requests.get(index)));
          Files.write(stored(index), sound);
          String message = e.getMessage();
          assertTrue(message.contains("pkg://p/lab/x@1.0,5.11:20240101T000000Z"), message);
          assertTrue(message.contains("file f1"), message);
          assertTrue(message.contains(requests.get(index).action().hash()), message);
          assertFalse(Files.exists(cached(index)));
        });
  }

  @Test
  void aMissingPayloadIsNamed() throws Exception {
    Files.delete(stored(2));
    PayloadException e =
        assertThrows(PayloadException.class, () -> cache.contents(requests, count -> {}));
    assertTrue(e.getMessage().contains("file f102 in package"), e.getMessage());
    assertTrue(e.getMessage().contains("cannot be had"), e.getMessage());
  }

  @Test
  void aDamagedEntryOfTheCacheIsFetchedAgain() throws Exception {
    cache.contents(requests, count -> {});
    byte[] entry = Files.readAllBytes(cached(5));
    for (byte[] damage :
        List.of(
            new byte[0],
            Arrays.copyOf(entry, entry.length / 2),
            "not gzip at all".getBytes(UTF_8),
            flipped(entry, entry.length / 2),
            Files.readAllBytes(cached(6)))) {
      Files.write(cached(5), damage);
      assertArrayEquals(contents.get(5), cache.content(requests.get(5)).bytes());
      assertArrayEquals(entry, Files.readAllBytes(cached(5)));
    }
    removeRepository();
    Files.write(cached(5), flipped(entry, 20));
    assertThrows(IpsException.class, () -> cache.content(requests.get(5)));
  }

  private List<PayloadCache.Request> locally() {
    return requests.stream()
        .map(request -> new PayloadCache.Request(local, request.fmri(), request.action()))
        .toList();
  }

  @Test
  void aRepositoryOnThisMachineIsReadWhereItIs() throws Exception {
    AtomicLong bytes = new AtomicLong();
    check(cache.contents(locally(), bytes::addAndGet));
    check(cache.verified(locally(), count -> {}));
    assertEquals(
        contents.subList(0, FILES).stream().mapToLong(content -> content.length).sum(),
        bytes.get());
    assertEquals(stored(5), cache.content(locally().get(5)).file());
    assertFalse(Files.exists(cached(5)));
  }

  @Test
  void damageInARepositoryOnThisMachineShowsWhenItIsRead() throws Exception {
    Generator.forAll(
        1,
        60,
        generator -> {
          int index = 1 + generator.below(FILES - 1);
          byte[] sound = Files.readAllBytes(stored(index));
          Files.write(stored(index), damaged(generator, sound));
          GzipFile content = cache.contents(locally(), count -> {}).get(index);
          for (Executable reading :
              List.<Executable>of(
                  content::bytes,
                  () -> content.copyTo(OutputStream.nullOutputStream()),
                  () -> new GzipReader().read(content, new byte[1 << 20], 7))) {
            IOException e = assertThrows(DamagedContentException.class, reading);
            assertTrue(e.getMessage().startsWith(stored(index) + " is damaged: "), e.getMessage());
          }
          PayloadException e =
              assertThrows(PayloadException.class, () -> cache.verified(locally(), count -> {}));
          assertTrue(e.getMessage().contains("file f1"), e.getMessage());
          Files.write(stored(index), sound);
          assertArrayEquals(contents.get(index), content.bytes());
        });
  }

  @Test
  void anotherOriginStandsInForADamagedOneOnThisMachine() throws Exception {
    Path second = folder.resolve("second");
    copy(repository(), second);
    RepositorySource other = RepositorySource.open(second.toUri().toString());
    RepositorySource both = new Replicas(List.of(local, other), List.of()).behind(local);
    Files.write(stored(5), flipped(Files.readAllBytes(stored(5)), 30));
    PayloadCache.Request request =
        new PayloadCache.Request(both, requests.get(5).fmri(), requests.get(5).action());
    assertArrayEquals(contents.get(5), cache.content(request).bytes());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
  }

  @Test
  void whatChangesAfterItWasVerifiedIsNoticedWhenItIsRead() throws Exception {
    Content content = cache.content(requests.get(5));
    byte[] other = Files.readAllBytes(stored(6));
    Files.write(cached(5), other);
    assertThrows(IOException.class, content::bytes);
    byte[] same = contents.get(5).clone();
    same[same.length / 2] ^= 1;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(same);
    }
    Files.write(cached(5), packed.toByteArray());
    assertThrows(IOException.class, content::bytes);
    assertThrows(IOException.class, () -> content.copyTo(OutputStream.nullOutputStream()));
    try (var in = content.open()) {
      assertThrows(IOException.class, () -> in.skipNBytes(same.length));
    }
  }

  private static byte[] damaged(Generator generator, byte[] sound) {
    if (generator.oneIn(3)) {
      return Arrays.copyOf(sound, generator.below(sound.length));
    }
    byte[] damaged = sound.clone();
    // The first ten bytes are a header that may differ.
    damaged[10 + generator.below(sound.length - 10)] ^= (byte) (1 << generator.below(8));
    return damaged;
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 4;
    return copy;
  }

  @Test
  void aRepositoryMayCompressAnew() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(contents.get(4));
    }
    Files.write(stored(4), packed.toByteArray());
    assertArrayEquals(contents.get(4), cache.content(requests.get(4)).bytes());
    removeRepository();
    assertArrayEquals(contents.get(4), cache.content(requests.get(4)).bytes());
  }

  @Test
  void hashesAndSizesOfTheActionMustHold() throws Exception {
    PayloadCache.Request request = requests.get(7);
    Action action = request.action();
    String size = action.require("pkg.size");
    for (Action wrong :
        List.of(
            action.with("pkg.size", "1" + size),
            action.with("pkg.size", size.substring(1)),
            action.with("pkg.size", "-1"),
            action.with("pkg.size", "x"),
            action.with("pkg.content-hash", "file:sha512t_256:" + "0".repeat(64)),
            action.with("pkg.content-hash", "file:sha256:" + "0".repeat(64)),
            action.withHash(requests.get(8).action().hash()),
            action.withHash("../../../../../../etc/passwd"),
            action.withHash("a".repeat(40)),
            action.withHash(null))) {
      // Neither what is fetched nor what is there already passes.
      assertThrows(IpsException.class, () -> cache.content(with(request, wrong)), wrong::toString);
      cache.content(request);
      assertThrows(IpsException.class, () -> cache.content(with(request, wrong)), wrong::toString);
    }
    Action bare = Action.of(ActionType.FILE).with("path", "x").withHash(action.hash());
    assertArrayEquals(contents.get(7), cache.content(with(request, bare)).bytes());
    assertArrayEquals(contents.get(7), cache.content(with(request, bare)).bytes());
  }

  @Test
  void aBombIsDefused() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 50; i++) {
        gzip.write(zeros);
      }
    }
    Files.write(stored(4), bomb.toByteArray());
    PayloadException e = assertThrows(PayloadException.class, () -> cache.content(requests.get(4)));
    assertTrue(e.getMessage().contains("unpacks to more than"), e.getMessage());
    // Many empty members: little content, no end of bytes.
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int i = 0; i < 20_000; i++) {
      new GZIPOutputStream(members).close();
    }
    Files.write(stored(4), members.toByteArray());
    e = assertThrows(PayloadException.class, () -> cache.content(requests.get(4)));
    assertTrue(e.getMessage().contains("larger than its content can need"), e.getMessage());
  }

  @Test
  void severalBuildsMayShareIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<GzipFile>>> builds = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        PayloadCache own = new PayloadCache(folder.resolve("cache"));
        builds.add(() -> own.contents(requests, count -> {}));
      }
      for (Future<List<GzipFile>> build : threads.invokeAll(builds)) {
        check(build.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatKilledBuildsLeaveIsSwept() throws Exception {
    Path left = folder.resolve("cache/tmp/payload1.gz");
    Files.write(left, new byte[10]);
    new PayloadCache(folder.resolve("cache"));
    assertFalse(Files.exists(left));
    TemporaryFiles files = new TemporaryFiles(folder.resolve("cache/tmp"));
    try (TemporaryFiles.Output written = files.create()) {
      new PayloadCache(folder.resolve("cache"));
      written.stream().write(1);
      written.moveTo(folder.resolve("kept"));
    }
    assertTrue(Files.exists(folder.resolve("kept")));
  }

  @Test
  void licencesAreFilesToo() throws Exception {
    PublishedPackage published =
        PackageBuilder.of("p", "lab/y", "1").license("Own", "Do as you like.\n").build();
    RepositoryWriter writer = new RepositoryWriter(folder.resolve("second"), Instant.EPOCH);
    writer.add(published);
    writer.finish();
    Action license = published.manifest().actions(ActionType.LICENSE).get(0);
    RepositorySource source = RepositorySource.open(folder.resolve("second").toUri().toString());
    Fmri fmri = published.fmri();
    assertEquals(
        "Do as you like.\n", cache.content(new PayloadCache.Request(source, fmri, license)).text());
  }
}
