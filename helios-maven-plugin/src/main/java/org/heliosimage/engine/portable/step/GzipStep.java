package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heliosimage.archive.ParallelGzip;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.Gzip;
import org.heliosimage.tree.Content;

/** Compresses a file of the output area into the image. */
public final class GzipStep implements StepExecutor<Gzip> {

  @Override
  public void run(Gzip step, StepContext context) throws IOException {
    Path source = context.sources().output(step.src());
    Path packed = ScratchFiles.fresh(context, "packed", ".gz");
    try (OutputStream file = Files.newOutputStream(packed);
        ParallelGzip gzip = new ParallelGzip(file)) {
      Files.copy(source, gzip);
      gzip.finish();
    }
    Content content = Content.range(packed, 0, Files.size(packed));
    FilePlacer.place(context, step.target(), content, step.ownership());
  }
}
