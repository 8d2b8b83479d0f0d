package org.heliosimage.engine.portable.step;

import java.nio.file.Files;
import java.nio.file.Path;
import org.heliosimage.engine.portable.StepContext;

/** Files that the tree refers to and that live as long as the build. */
final class ScratchFiles {

  private ScratchFiles() {}

  /** A name in the scratch folder that is not taken: contents refer to the earlier files. */
  static Path fresh(StepContext context, String prefix, String suffix) {
    int number = 1;
    while (true) {
      Path file = context.folders().scratch().resolve(prefix + "-" + number + suffix);
      if (!Files.exists(file)) {
        return file;
      }
      number++;
    }
  }
}
