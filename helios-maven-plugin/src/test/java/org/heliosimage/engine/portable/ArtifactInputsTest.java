package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.RecordingLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts of a project in templates: found by name, followed by content. */
class ArtifactInputsTest {

  private static final String NAME = "service.jar";

  @TempDir private Path folder;
  private final PortableEngine engine = new PortableEngine();
  private final RecordingLog log = new RecordingLog();
  private Path jar;

  @BeforeEach
  void templates() throws IOException {
    write(
        "one-01-strap",
        """
        {"dataset": {"name": "one", "output_snapshot": "strap"}, "steps": [
          {"t": "ensure_file", "file": "/release", "contents": "1",
           "owner": "root", "group": "bin", "mode": "644"}
        ]}
        """);
    write(
        "one-02-image",
        """
        {"dataset": {"name": "one", "input_snapshot": "strap", "output_snapshot": "image"},
         "steps": [
          {"t": "ensure_file", "file": "/service.jar", "extsrc": "service.jar",
           "owner": "root", "group": "bin", "mode": "444"}
        ]}
        """);
    write(
        "one-03-archive",
        """
        {"dataset": {"name": "one", "input_snapshot": "image"}, "steps": [
          {"t": "pack_tar", "name": "${name}.tar"}
        ]}
        """);
    write("pc-ttya-one", "{\"pool\": {\"name\": \"rpool\", \"size\": 64}, \"steps\": []}");
    byte[] bytes = new byte[200_000];
    new Random(7).nextBytes(bytes);
    jar = Files.write(folder.resolve("service-1.0.jar"), bytes);
  }

  private void write(String template, String text) throws IOException {
    Path file = folder.resolve("overlay/helios/" + template + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private BuildRequest request(Map<String, Optional<Path>> artifacts) {
    return new BuildRequest(
        "auto",
        new BuildRequest.Folders(
            folder,
            folder.resolve("target"),
            folder.resolve("work"),
            "test",
            folder.resolve("overlay"),
            Optional.empty(),
            List.of(folder.resolve("external")),
            artifacts,
            Optional.empty()),
        new BuildRequest.Image("helios", "seed", "one", "pc", "ttya", "2"),
        List.of(),
        Map.of(),
        new BuildRequest.Force(false, false, false),
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(true));
  }

  private void strap(Path artifact) throws IOException {
    log.clear();
    engine.strap(request(Map.of(NAME, Optional.of(artifact))), log);
  }

  private boolean ran(String stage) {
    return log.ran(stage);
  }

  private byte[] packed() throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(Files.newInputStream(folder.resolve("target/seed.tar")))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().endsWith(NAME)) {
          return tar.readAllBytes();
        }
      }
    }
    throw new AssertionError("no " + NAME + " in the seed");
  }

  @Test
  void contentCountsAndNotThePath() throws IOException {
    strap(jar);
    assertArrayEquals(Files.readAllBytes(jar), packed());

    Path moved = Files.copy(jar, folder.resolve("service-1.1.jar"));
    strap(moved);
    assertFalse(ran("one-0"), log.toString());
    Files.delete(jar);
    strap(moved);
    assertFalse(ran("one-0"), log.toString());

    // The file on record is as it was, but it is not the one to use any more.
    Path newer = Files.writeString(folder.resolve("service-1.2.jar"), "newer");
    strap(newer);
    assertFalse(ran("one-01"), log.toString());
    assertTrue(ran("one-02") && ran("one-03"), log.toString());
    assertArrayEquals(Files.readAllBytes(newer), packed());
  }

  @Test
  void anotherArtifactChangesNothing() throws IOException {
    strap(jar);
    log.clear();
    engine.strap(request(Map.of(NAME, Optional.of(jar), "other", Optional.of(jar))), log);
    assertFalse(ran("one-0"), log.toString());
  }

  @Test
  void setupNeedsTheNameOnly() throws IOException {
    Map<String, Optional<Path>> promised = Map.of(NAME, Optional.empty());
    engine.setup(request(promised), log);
    assertTrue(log.lines().contains("one-02-image is to run: 1 step"), log.toString());
    IOException missing =
        assertThrows(IOException.class, () -> engine.setup(request(Map.of()), log));
    assertTrue(missing.getMessage().contains("external file service.jar"), missing.getMessage());
  }

  @Test
  void clashWithAnExternalFileIsSaidWhoeverCameFirst() throws IOException {
    Path external = Files.createDirectories(folder.resolve("external")).resolve(NAME);
    strap(jar);
    Files.writeString(external, "external");
    assertClash();

    engine.strap(request(Map.of()), log);
    assertEquals("external", new String(packed(), StandardCharsets.UTF_8));
    assertClash();
  }

  private void assertClash() {
    String said = assertThrows(IOException.class, () -> strap(jar)).getMessage();
    assertTrue(said.contains("both an artifact of the project and in the folder"), said);
    assertTrue(said.contains("one-02-image.json"), said);
  }
}
