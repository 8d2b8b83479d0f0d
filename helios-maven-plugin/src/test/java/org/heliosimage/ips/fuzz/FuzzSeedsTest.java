package org.heliosimage.ips.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Gives the fuzz targets what fuzzing has found, and what it starts from, in {@code
 * src/test/resources/fuzz}. The profile {@code fuzz} searches for more.
 */
class FuzzSeedsTest {

  private record Target(String folder, Consumer<byte[]> consumer) {}

  @TestFactory
  Stream<DynamicTest> seeds() {
    return Stream.of(
            new Target("manifest", ManifestFuzzer::fuzzerTestOneInput),
            new Target("fmri", FmriFuzzer::fuzzerTestOneInput),
            new Target("catalog", CatalogFuzzer::fuzzerTestOneInput),
            new Target("p5p", P5pFuzzer::fuzzerTestOneInput))
        .flatMap(
            target ->
                files(target).stream()
                    .map(
                        file ->
                            DynamicTest.dynamicTest(
                                target.folder() + "/" + file.getFileName(),
                                () -> target.consumer().accept(Files.readAllBytes(file)))));
  }

  private static List<Path> files(Target target) {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz", target.folder()))) {
      List<Path> sorted = files.sorted().toList();
      assertTrue(sorted.size() > 2, target.folder());
      return sorted;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
