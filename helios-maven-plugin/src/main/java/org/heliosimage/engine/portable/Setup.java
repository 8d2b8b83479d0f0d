package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.template.Template;

/** Finds out before the work what would stop it. */
final class Setup {

  private static final long LEAST_FREE = 64L << 20;
  private static final long FEW_FREE = 2L << 30;

  private final Build build;

  Setup(Build build) {
    this.build = build;
  }

  /** Checks every stage that will run and says what it will do. */
  BuildResult run(Stages stages) throws IOException {
    BuildRequest.Parts parts = build.request().parts();
    boolean ready = true;
    Optional<Stage.Done> previous = Optional.empty();
    for (Stage stage : stages.seed()) {
      previous = ready ? stage.current(previous) : Optional.empty();
      ready &= previous.isPresent();
      say(stage, previous.isPresent());
    }
    if (parts.given().isPresent()) {
      // It may be a module of this build that is still to come.
      build.log().info("The seed is " + parts.given().get().coordinates());
      ready = false;
    }
    String main = build.request().image().variant();
    for (Stage image : stages.images()) {
      boolean current = ready && image.current(Optional.empty()).isPresent();
      ready &= current;
      say(image, current);
      main = image.name();
    }
    if (!ready) {
      room(build.area().project(), "workDirectory");
      room(build.area().outputs(), "outputDirectory");
    }
    return new BuildResult(
        List.of(), ready, ready ? main + " is up to date" : main + " can be built");
  }

  private void say(Stage stage, boolean current) throws IOException {
    if (!current) {
      Template template = stage.check();
      int steps = template.steps().size();
      build
          .log()
          .info(template.name() + " is to run: " + steps + (steps == 1 ? " step" : " steps"));
    }
  }

  private void room(Path folder, String parameter) throws IOException {
    Path there;
    try {
      there = Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BuildException("the folder " + folder + " cannot be made: " + e, parameter, e);
    }
    if (!Files.isWritable(there)) {
      throw new BuildException("the folder " + folder + " cannot be written", parameter, null);
    }
    long free = Files.getFileStore(there).getUsableSpace();
    if (free < LEAST_FREE) {
      throw new BuildException(
          "only " + Sizes.text(free) + " are free where " + folder + " is", parameter, null);
    }
    if (free < FEW_FREE) {
      build.log().warn("only " + Sizes.text(free) + " are free where " + folder + " is");
    }
  }
}
