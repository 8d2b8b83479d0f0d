package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.work.Hex;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds a seed from packages with and without a lock file. */
class PackageLockTest {

  private static final long TIME = 1_700_000_000L;

  @TempDir Path folder;

  private final PortableEngine engine = new PortableEngine();
  private final BuildLog log = new RecordingLog();

  @BeforeEach
  void templates() throws IOException {
    write(
        "small-01-strap.json",
        """
        {"dataset": {"name": "small", "output_snapshot": "strap"}, "steps": [
          {"t": "pkg_image_create", "publisher": "p", "uri": "https://pkg.example/p"},
          {"t": "pkg_install", "pkgs": ["/app", "/temporary"]}
        ]}
        """);
    write(
        "small-02-image.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "strap", "output_snapshot": "image"},
         "steps": [ {"t": "pkg_uninstall", "pkgs": ["/temporary"]} ]}
        """);
    write(
        "small-03-archive.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "image"}, "steps": [
          {"t": "pack_tar", "name": "${name}-small.tar"}
        ]}
        """);
    publish(app("1"), library("1", "one"), temporary());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("overlay/helios").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static PackageBuilder pkg(String stem, String version) throws IOException {
    return PackageBuilder.of("p", stem, version + ",5.11-1:20240101T000000Z");
  }

  private static PackageBuilder app(String version) throws IOException {
    return pkg("app", version).depend("require", "library");
  }

  private static PackageBuilder library(String version, String summary) throws IOException {
    return pkg("library", version).set("pkg.summary", summary);
  }

  private static PackageBuilder temporary() throws IOException {
    return pkg("temporary", "1");
  }

  private void publish(PackageBuilder... packages) throws IOException {
    Path repository = folder.resolve("repo");
    if (Files.isDirectory(repository)) {
      Files.move(repository, folder.resolve("old" + System.identityHashCode(packages)));
    }
    RepositoryWriter writer = new RepositoryWriter(repository, Instant.ofEpochSecond(TIME));
    for (PackageBuilder each : packages) {
      writer.add(each.build());
    }
    writer.finish();
  }

  private BuildRequest request() {
    return new BuildRequest(
        "auto",
        new BuildRequest.Folders(
            folder,
            folder.resolve("target/output"),
            folder.resolve("work"),
            "rpool/images/test",
            folder.resolve("overlay"),
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.of(lockFile())),
        new BuildRequest.Image("helios", "helios", "small", "pc", "ttya", "2.1"),
        List.of(),
        Map.of("*", folder.resolve("repo").toUri().toString()),
        new BuildRequest.Force(false, false, false),
        TIME,
        "org.example:test:1",
        BuildRequest.Network.standard(true));
  }

  private Path lockFile() {
    return folder.resolve("helios.lock");
  }

  private String strap() throws IOException {
    engine.strap(request(), log);
    return Hex.sha256(folder.resolve("target/output/helios-small.tar"));
  }

  private List<String> lock() throws IOException {
    engine.lock(request(), log);
    List<String> lines = new ArrayList<>();
    for (String line : Files.readString(lockFile()).split("\n", -1)) {
      lines.add(line.replaceFirst(":[0-9TZ]+  sha256:[0-9a-f]{64}$", ""));
    }
    return lines;
  }

  private void failsWith(String start, String... parts) {
    String message = assertThrows(BuildException.class, this::strap).getMessage();
    assertTrue(message.contains("the packages are not those of helios.lock: " + start), message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    assertTrue(message.endsWith("; the goal helios:lock locks what is found"), message);
  }

  @Test
  void aLockedBuildStaysAsItWas() throws IOException {
    String first = strap();
    assertEquals(
        List.of(
            "# The packages of this build. Written by mvn helios:lock; builds take no others.",
            "pkg://p/app@1,5.11-1",
            "pkg://p/library@1,5.11-1",
            "pkg://p/temporary@1,5.11-1",
            ""),
        lock());
    assertEquals(first, strap());
    BuildResult again = engine.strap(request(), log);
    assertTrue(again.unchanged());
    publish(app("1"), app("2"), library("1", "one"), library("2", "two"), temporary());
    assertEquals(first, strap());
    Files.delete(lockFile());
    assertFalse(first.equals(strap()));
  }

  @Test
  void namesWhatIsNotThereAnyMore() throws IOException {
    strap();
    lock();
    publish(app("2"), library("1", "one"), temporary());
    failsWith("app is locked as pkg://p/app@1,5.11-1:20240101T000000Z, found is pkg://p/app@2,");
    publish(app("1"), library("1", "one"));
    failsWith("temporary is locked as pkg://p/temporary@1,", "found is no version of it");
  }

  @Test
  void namesAPackageThatHasBecomeAnother() throws IOException {
    strap();
    lock();
    publish(app("1"), library("1", "changed"), temporary());
    failsWith("pkg://p/library@1,5.11-1:20240101T000000Z is locked with the manifest sha256:");
  }

  @Test
  void namesWhatIsAskedForInAddition() throws IOException {
    strap();
    lock();
    publish(app("1"), library("1", "one"), temporary(), pkg("more", "3"));
    write(
        "small-01-strap.json",
        """
        {"dataset": {"name": "small", "output_snapshot": "strap"}, "steps": [
          {"t": "pkg_image_create", "publisher": "p", "uri": "https://pkg.example/p"},
          {"t": "pkg_install", "pkgs": ["/app", "/temporary", "/more"]}
        ]}
        """);
    failsWith("more is not locked, found is pkg://p/more@3,");
  }

  @Test
  void namesWhatNothingAsksForAnyMore() throws IOException {
    strap();
    lock();
    write(
        "small-01-strap.json",
        """
        {"dataset": {"name": "small", "output_snapshot": "strap"}, "steps": [
          {"t": "pkg_image_create", "publisher": "p", "uri": "https://pkg.example/p"},
          {"t": "pkg_install", "pkgs": ["/library", "/temporary"]}
        ]}
        """);
    failsWith("app is locked as pkg://p/app@1,", "found is nothing that asks for it");
  }

  @Test
  void namesTheLineOfALockFileThatIsWrong() throws IOException {
    Files.writeString(lockFile(), "# ok\n\npkg://p/app\n");
    String message = assertThrows(BuildException.class, this::strap).getMessage();
    assertTrue(message.contains("helios.lock, line 3: a package and the digest"), message);
  }
}
