package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heliosimage.archive.SeedTar;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.PackTar;

/** Writes the image, or parts of it, as a tar of the output area. */
public final class PackTarStep implements StepExecutor<PackTar> {

  @Override
  public void run(PackTar step, StepContext context) throws IOException {
    Path tar = context.sources().newOutput(step.name());
    List<String> include = step.include().isEmpty() ? List.of("/") : step.include();
    if (step.name().endsWith("gz")) {
      SeedTar.write(context.tree(), include, tar, true);
    } else {
      SeedTar.write(context.tree(), include, tar, context.sources().watch(step.name()));
    }
  }
}
