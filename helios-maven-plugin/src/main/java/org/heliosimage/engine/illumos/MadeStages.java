package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.script.Call;
import org.heliosimage.engine.work.AtomicFiles;

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
  void ended(Call call, String inputs, boolean rolledBack) throws IOException {
    Path file = folder.resolve(call.work() + ".made");
    if (!rolledBack) {
      AtomicFiles.write(file, inputs + "\n");
    } else if (Files.isRegularFile(file)
        && !Files.readString(file, StandardCharsets.UTF_8).strip().equals(inputs)) {
      log.warn(
          call.template()
              + " is not what it was when the dataset was made, and image-builder went back to that: set "
              + (call.template().endsWith("-01-strap") ? "helios.fullReset" : "helios.reset")
              + " to run it");
    }
  }
}
