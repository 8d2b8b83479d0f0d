package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.GivenSeed;
import org.heliosimage.engine.NativeTools;
import org.heliosimage.engine.script.Options;

/** A project for the native engine, and what is asked of it; a test changes it step by step. */
final class NativeProject {

  private final Path folder;
  private final Map<String, Optional<Path>> artifacts = new TreeMap<>();
  private final Map<String, String> mirrors = new TreeMap<>();
  private Optional<Path> further = Optional.empty();
  private boolean offline;
  BuildRequest.Image image =
      new BuildRequest.Image("helios", "helios", "base", "qemu", "ttya", "2");
  List<String> features = List.of();
  Options options = Options.NONE;
  BuildRequest.Force force = new BuildRequest.Force(false, false, false);
  private BuildRequest.Parts parts = BuildRequest.Parts.ALL;
  NativeTools tools =
      new NativeTools(Optional.empty(), false, "git:source", "abc", false, Duration.ofMinutes(1));

  NativeProject(Path folder) {
    this.folder = folder;
  }

  /** Templates that do nothing for a variant of the machine qemu with the console ttya. */
  NativeProject small(String variant) throws IOException {
    write(
        "overlay/helios/" + variant + "-01-strap.json", dataset("\"output_snapshot\": \"s\"", ""));
    write(
        "overlay/helios/" + variant + "-02-image.json",
        dataset("\"input_snapshot\": \"s\", \"output_snapshot\": \"i\"", ""));
    write(
        "overlay/helios/" + variant + "-03-archive.json",
        dataset(
            "\"input_snapshot\": \"i\"",
            "{ \"t\": \"pack_tar\", \"name\": \"${name}-" + variant + ".tar\" }"));
    return template("qemu-ttya-" + variant, "\"pool\": { \"name\": \"rpool\", \"size\": 100 }");
  }

  private static String dataset(String snapshots, String steps) {
    return "{ \"dataset\": { \"name\": \"d\", "
        + snapshots
        + " }, \"steps\": [ "
        + steps
        + " ] }\n";
  }

  NativeProject template(String name, String kind) throws IOException {
    return write("overlay/helios/" + name + ".json", "{ " + kind + ", \"steps\": [] }\n");
  }

  NativeProject write(String path, String text) throws IOException {
    Path file = folder.resolve("project").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  NativeProject further() {
    further = Optional.of(folder.resolve("project/further"));
    return this;
  }

  NativeProject artifact(String name, String path) {
    artifacts.put(name, Optional.of(folder.resolve("project").resolve(path)));
    return this;
  }

  NativeProject mirror(String from, String to) {
    mirrors.put(from, to);
    return this;
  }

  NativeProject offline() {
    offline = true;
    return this;
  }

  NativeProject features(String... directives) {
    features = List.of(directives);
    return this;
  }

  NativeProject image(String variant, String machine, String console) {
    image = new BuildRequest.Image("helios", "helios", variant, machine, console, "2");
    return this;
  }

  /** Takes the seed of another project. */
  NativeProject seed(GivenSeed seed) {
    parts = BuildRequest.Parts.from(seed);
    return this;
  }

  BuildRequest request() {
    Path project = folder.resolve("project");
    return new BuildRequest(
        "native",
        new BuildRequest.Folders(
            project,
            project.resolve("target/output"),
            folder.resolve("work"),
            StandIns.DATASET,
            project.resolve("overlay"),
            further,
            List.of(project.resolve("external"), project.resolve("absent")),
            artifacts,
            Optional.of(project.resolve("helios.lock"))),
        image,
        features,
        mirrors,
        force,
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(offline),
        tools,
        options,
        parts);
  }
}
