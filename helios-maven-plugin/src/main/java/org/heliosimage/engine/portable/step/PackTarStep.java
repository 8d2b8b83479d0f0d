package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heliosimage.archive.ArchiveException;
import org.heliosimage.archive.SeedTar;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.template.Step.PackTar;
import org.heliosimage.tree.DamagedContentException;

/** Writes the image, or parts of it, as a tar of the output area. */
public final class PackTarStep implements StepExecutor<PackTar> {

  @Override
  public void run(PackTar step, StepContext context) throws IOException {
    Path tar = context.sources().newOutput(step.name());
    List<String> include = step.include().isEmpty() ? List.of("/") : step.include();
    try {
      if (step.name().endsWith("gz")) {
        SeedTar.write(context.tree(), include, tar, true);
      } else {
        SeedTar.write(context.tree(), include, tar, context.sources().watch(step.name()));
      }
    } catch (ArchiveException e) {
      if (e.getCause() instanceof DamagedContentException damaged) {
        throw named(e, damaged, context);
      }
      throw e;
    }
  }

  /** Payloads are checked when they are read, which for most of them is here. */
  private static IOException named(
      ArchiveException e, DamagedContentException damaged, StepContext context) throws IOException {
    Optional<Fmri> owner = PkgImage.owner(context.tree(), e.entry(), context.time());
    if (owner.isEmpty()) {
      return e;
    }
    return new IOException(
        "the payload of /%s in package %s cannot be used: %s; put back the file that was published"
            .formatted(e.entry(), owner.get(), damaged.getMessage()),
        e);
  }
}
