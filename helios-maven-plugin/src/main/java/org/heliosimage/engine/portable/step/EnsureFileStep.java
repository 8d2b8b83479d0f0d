package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.EnsureFile;
import org.heliosimage.template.Step.FileSource;
import org.heliosimage.template.TemplateFile;
import org.heliosimage.tree.Content;

/** Writes a file of any of the sources of the language. */
public final class EnsureFileStep implements StepExecutor<EnsureFile> {

  /** Files as small as this are taken at once: nobody can change them under the build. */
  private static final long SMALL = 1 << 16;

  @Override
  public void run(EnsureFile step, StepContext context) throws IOException {
    FilePlacer.place(context, step.file(), content(step.source(), context), step.ownership());
  }

  private static Content content(FileSource source, StepContext context) throws IOException {
    if (source instanceof FileSource.FromTemplate from) {
      return content(from.file());
    }
    if (source instanceof FileSource.FromOutput from) {
      Path file = context.sources().output(from.path());
      if (context.sources().isNew(from.path())) {
        // The tree outlives the name that the file has now.
        file = Files.copy(file, ScratchFiles.fresh(context, "output", ".copy"));
      }
      return Content.range(file, 0, Files.size(file));
    }
    if (source instanceof FileSource.FromImage from) {
      return FilePlacer.regularFile(context.tree(), from.path()).content();
    }
    if (source instanceof FileSource.FromTar from) {
      return context.aside().file(from.path()).content();
    }
    return Content.of(((FileSource.Contents) source).text());
  }

  static Content content(TemplateFile file) throws IOException {
    if (file.size() <= SMALL) {
      try (InputStream in = file.open()) {
        return Content.of(in.readAllBytes());
      }
    }
    if (file instanceof TemplateFile.InFolder inFolder) {
      return Content.range(inFolder.path(), 0, inFolder.size());
    }
    TemplateFile.Bundled bundled = (TemplateFile.Bundled) file;
    return Content.resource(bundled.loader(), bundled.resource(), bundled.size());
  }
}
