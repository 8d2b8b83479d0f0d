package org.heliosimage.engine.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkAreaTest {

  @TempDir Path folder;

  private WorkArea area(String project) throws IOException {
    return WorkArea.of(
        folder.resolve("work"),
        "rpool/images/user",
        folder.resolve(project),
        folder.resolve(project).resolve("target/output"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/rpool", "rpool/", "rpool//x", "../x", "rpool/..", "cache/x"})
  void refusesNamesThatAreNoDatasets(String dataset) {
    WorkException e =
        assertThrows(WorkException.class, () -> WorkArea.of(folder, dataset, folder, folder));
    assertEquals(Optional.of("dataset"), e.parameter());
  }

  @Test
  void projectsShareOnlyTheCache() throws IOException {
    assertEquals(area("a").cache(), area("b").cache());
    assertNotEquals(area("a").project(), area("b").project());
    assertTrue(area("a").project().startsWith(folder.resolve("work/rpool/images/user")));
  }

  @Test
  void enteringRemovesWhatKilledBuildsLeft() throws IOException {
    WorkArea area = area("a");
    Path output = area.outputs().resolve("image.raw");
    Files.writeString(AtomicFiles.temporary(output), "half");
    Files.writeString(AtomicFiles.temporary(area.record("x")), "half");
    Files.createDirectories(area.scratch().resolve("deep"));
    Path finished = Files.writeString(area.outputs().resolve("done.raw"), "all");
    area.enter().close();
    assertTrue(Files.exists(finished));
    assertFalse(Files.exists(AtomicFiles.temporary(output)));
    assertFalse(Files.exists(area.scratch()));
    try (var left = Files.walk(area.project())) {
      assertEquals(0, left.filter(p -> p.getFileName().toString().startsWith(".")).count());
    }
  }

  @Test
  void oneBuildAtATime() throws Exception {
    WorkArea area = area("a");
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Future<?>[] all = new Future<?>[12];
      for (int i = 0; i < all.length; i++) {
        all[i] =
            threads.submit(
                () -> {
                  WorkLock lock = area.enter();
                  try {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    TimeUnit.MILLISECONDS.sleep(2);
                    inside.decrementAndGet();
                  } finally {
                    lock.close();
                  }
                  return null;
                });
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, most.get());
  }

  @Test
  void anUnusableFolderIsAnErrorThatNamesTheParameter() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    WorkArea area = WorkArea.of(folder.resolve("file"), "d", folder, folder);
    WorkException e = assertThrows(WorkException.class, area::enter);
    assertEquals(Optional.of("workDirectory"), e.parameter());
  }

  @Test
  void digestsAreRememberedAndNoticeChanges() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "one");
    Path store = folder.resolve("digests");
    Digests digests = Digests.load(store);
    assertEquals(Optional.of(Hex.sha256("one")), digests.sha256(file));
    digests.save();
    digests = Digests.load(store);
    Files.writeString(file, "three");
    assertEquals(Optional.of(Hex.sha256("three")), digests.sha256(file));
    assertEquals(Optional.empty(), digests.sha256(folder.resolve("none")));
    Files.writeString(store, "garbage");
    assertEquals(Optional.of(Hex.sha256("three")), Digests.load(store).sha256(file));
  }
}
