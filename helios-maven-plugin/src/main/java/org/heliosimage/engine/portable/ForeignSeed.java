package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.GivenSeed;
import org.heliosimage.engine.work.Digests;
import org.heliosimage.engine.work.Input;
import org.heliosimage.engine.work.StageRecord;

/**
 * The seed of another project as the stages of this one see it, if there is one: a file of the
 * output area under the name that templates give it, wherever it really is.
 */
final class ForeignSeed {

  /** Name of the folder of the seed in kept trees. */
  private static final String HOME = "seed";

  private final Optional<GivenSeed> seed;
  private final String name;
  private final Digests digests;

  ForeignSeed(BuildRequest request, Digests digests) {
    this.seed = request.parts().given();
    this.name = request.image().name();
    this.digests = digests;
  }

  /** Where the seed is, if a template means it by a name in the output area. */
  Optional<Path> file(String output) throws IOException {
    return seed.isPresent() && seed.get().standsFor(output, name)
        ? Optional.of(checked(seed.get(), digests).path())
        : Optional.empty();
  }

  /** Why there is no file of a name, if it is because of the seed. */
  Optional<BuildException> mismatch(String output) throws IOException {
    return seed.isPresent() ? seed.get().mismatch(output, name) : Optional.empty();
  }

  /** What is to be said of the seed where one of this project would be made. */
  static BuildResult result(GivenSeed seed, Digests digests) throws IOException {
    BuildResult.Artifact file = checked(seed, digests);
    return new BuildResult(
        List.of(file), true, "The seed is " + seed.coordinates() + ", from " + file.path());
  }

  /** The seed, checked with what its maker says. */
  private static BuildResult.Artifact checked(GivenSeed seed, Digests digests) throws IOException {
    Path file = seed.found().file();
    String sha256 =
        digests
            .sha256(file)
            .orElseThrow(
                () ->
                    new BuildException("the seed " + seed.coordinates() + " is gone from " + file));
    seed.requireDigest(sha256);
    return new BuildResult.Artifact(file, Files.size(file), sha256);
  }

  /** Whether the seed has the bytes that a stage has used, wherever it was then. */
  boolean unchanged(StageRecord record) throws IOException {
    for (Input input : record.inputs()) {
      if (seed.isPresent()
          && input.label().startsWith(OutputArea.LABEL)
          && seed.get().standsFor(input.label().substring(OutputArea.LABEL.length()), name)
          && !input.state().equals(checked(seed.get(), digests).sha256())) {
        return false;
      }
    }
    return true;
  }

  /** The folders whose files a kept tree may refer to. */
  Map<String, Path> lasting(Map<String, Path> others) throws IOException {
    return seed.isEmpty() ? others : lasting(others, seed.get().found().file());
  }

  /** The same for a stage that has run: its seed is where it was then. */
  static Map<String, Path> lasting(Map<String, Path> others, StageRecord record, Path outputs) {
    for (Input input : record.inputs()) {
      if (input.label().startsWith(OutputArea.LABEL) && !input.path().startsWith(outputs)) {
        return lasting(others, input.path());
      }
    }
    return others;
  }

  private static Map<String, Path> lasting(Map<String, Path> others, Path seed) {
    Map<String, Path> all = new TreeMap<>(others);
    all.put(HOME, seed.toAbsolutePath().normalize().getParent());
    return all;
  }
}
