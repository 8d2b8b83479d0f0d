package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.template.BuildKind.DatasetBuild;
import org.heliosimage.template.Template;

/**
 * What the snapshots of a dataset were made of. image-builder goes back to a snapshot that is there
 * without looking whether the template is still the same; a user should hear of that.
 */
final class MadeStages {

  /** What image-builder says when it has gone back to a snapshot instead of running a template. */
  private static final String ROLLED_BACK = "no work required";

  private final Path folder;
  private final BuildLog log;

  /**
   * What is known of a dataset.
   *
   * @param folder of this machine's files about the dataset
   */
  MadeStages(Path folder, BuildLog log) {
    this.folder = folder;
    this.log = log;
  }

  static boolean isRollback(String line) {
    return line.contains(ROLLED_BACK);
  }

  /** Notes what a template was when it ran, or compares it with that when it did not. */
  void ended(Template template, String inputs, boolean rolledBack) throws IOException {
    if (!(template.kind() instanceof DatasetBuild dataset) || dataset.outputSnapshot() == null) {
      return;
    }
    // The name of the snapshot: several sets of switches may share it.
    String snapshot = template.group() + "/" + dataset.name() + "@" + dataset.outputSnapshot();
    Path file = folder.resolve(snapshot.replace('/', '@') + ".made");
    if (!rolledBack) {
      AtomicFiles.write(file, inputs + "\n");
    } else if (Files.isRegularFile(file)
        && !Files.readString(file, StandardCharsets.UTF_8).strip().equals(inputs)) {
      log.warn(
          template.name()
              + " is not what it was when the dataset was made, and image-builder went back to that: set "
              + (dataset.inputSnapshot() == null ? "helios.fullReset" : "helios.reset")
              + " to run it");
    }
  }
}
