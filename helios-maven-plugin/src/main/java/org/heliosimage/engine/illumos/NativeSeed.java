package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.GivenSeed;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.engine.work.Hex;
import org.heliosimage.template.Step;
import org.heliosimage.template.Template;

/**
 * The seed of another project, which image-builder finds nowhere but in the dataset: it is copied
 * there under the name that templates give it, unless the same is there already.
 */
final class NativeSeed {

  private final Optional<GivenSeed> given;
  private final String name;
  private final Path outputs;

  NativeSeed(BuildRequest request, Path mountpoint) {
    this.given = request.parts().given();
    this.name = request.image().name();
    this.outputs = mountpoint.resolve("output");
  }

  /** What is to be said of the seed where one of this project would be made. */
  static BuildResult result(GivenSeed seed) throws IOException {
    Path file = seed.found().file();
    String sha256 = Hex.sha256(file);
    seed.requireDigest(sha256);
    return new BuildResult(
        List.of(new BuildResult.Artifact(file, Files.size(file), sha256)),
        true,
        "The seed is " + seed.coordinates() + ", from " + file);
  }

  /** What puts the seed in its place before a template runs. */
  List<List<String>> commands(Template template) throws IOException {
    List<List<String>> commands = new ArrayList<>();
    if (given.isEmpty()) {
      return commands;
    }
    for (Template.PlacedStep placed : template.steps()) {
      if (placed.step() instanceof Step.UnpackTar unpack) {
        commands.addAll(commands(given.get(), unpack.name()));
      }
    }
    return commands;
  }

  private List<List<String>> commands(GivenSeed seed, String tar) throws IOException {
    if (!seed.standsFor(tar, name)) {
      Optional<BuildException> mismatch = seed.mismatch(tar, name);
      if (mismatch.isPresent() && !Files.exists(outputs.resolve(tar))) {
        throw mismatch.get();
      }
      return List.of();
    }
    Path from = seed.found().file();
    Path to = outputs.resolve(tar);
    String sha256 = Hex.sha256(from);
    seed.requireDigest(sha256);
    if (Files.isRegularFile(to) && Hex.sha256(to).equals(sha256)) {
      return List.of();
    }
    // The folder is root's; a copy that was cut short must not look like a seed.
    String part = outputs.resolve(AtomicFiles.temporaryName(tar)).toString();
    return List.of(
        List.of("pfexec", "mkdir", "-p", outputs.toString()),
        List.of("pfexec", "cp", from.toString(), part),
        List.of("pfexec", "chmod", "0644", part),
        List.of("pfexec", "mv", "-f", part, to.toString()));
  }
}
