package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heliosimage.engine.BuildResult.Artifact;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.engine.work.JsonText;
import org.heliosimage.engine.work.StageRecord;

/**
 * The small JSON file beside every file made, for other programs: {@code path} (relative to the
 * project), {@code sha256}, {@code size}, {@code allocated} (bytes of 4 KiB pages that are not all
 * zero), {@code inputs} (equal for equal inputs) and {@code unchanged} (whether the build found the
 * file up to date).
 */
final class ResultFile {

  private ResultFile() {}

  /** Writes the file if it does not say the same already. */
  static Artifact write(Build build, Stage.Done done, StageRecord.Output output)
      throws IOException {
    Path file = build.area().outputs().resolve(output.name());
    Path project = build.request().folders().project().toAbsolutePath().normalize();
    Path shown = file.startsWith(project) ? project.relativize(file) : file.getFileName();
    String text =
        "{\n  \"allocated\": "
            + output.allocated()
            + ",\n  \"inputs\": "
            + JsonText.quoted(done.key())
            + ",\n  \"path\": "
            + JsonText.quoted(shown.toString().replace('\\', '/'))
            + ",\n  \"sha256\": "
            + JsonText.quoted(output.sha256())
            + ",\n  \"size\": "
            + output.size()
            + ",\n  \"unchanged\": "
            + done.unchanged()
            + "\n}\n";
    Path json = file.resolveSibling(file.getFileName() + ".json");
    if (!Files.isRegularFile(json)
        || !Files.readString(json, StandardCharsets.UTF_8).equals(text)) {
      AtomicFiles.write(json, text);
    }
    return new Artifact(file, output.size(), output.sha256());
  }
}
