package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heliosimage.archive.SeedTar;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.UnpackTar;

/** Unpacks a tar of the output area into the image, or aside. */
public final class UnpackTarStep implements StepExecutor<UnpackTar> {

  @Override
  public void run(UnpackTar step, StepContext context) throws IOException {
    Path tar = context.sources().output(step.name());
    Path workFile = ScratchFiles.fresh(context, "unpacked", ".tar");
    if (step.intoTmp()) {
      context.aside().put(SeedTar.read(tar, workFile));
    } else {
      SeedTar.unpack(tar, workFile, context.tree());
    }
    if (Files.exists(workFile)) {
      context.log().debug(step.name() + " is compressed; it was unpacked once to " + workFile);
    }
  }
}
