package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The small JSON file that says what a goal made, for other programs: {@code path} (relative to the
 * project), {@code sha256}, {@code size}, {@code allocated} (bytes of 4 KiB pages that are not all
 * zero), {@code inputs} (equal for equal inputs) and {@code unchanged} (whether the build found the
 * file up to date).
 *
 * @param file what was made
 * @param size its length in bytes
 * @param survey what it is like
 * @param inputs key of all that it was made of
 * @param unchanged whether it was there already
 */
public record ResultFile(
    Path file, long size, FileSurvey survey, String inputs, boolean unchanged) {

  /** Where the JSON of a file is: in the output area, under its name. */
  public static Path in(Path outputs, String name) {
    return outputs.resolve(name + ".json");
  }

  /** A path as it stands in such a file: relative to the project, or the name alone. */
  public static String shown(Path file, Path project) {
    Path root = project.toAbsolutePath().normalize();
    Path path = file.toAbsolutePath().normalize();
    Path shown = path.startsWith(root) ? root.relativize(path) : path.getFileName();
    return String.valueOf(shown).replace('\\', '/');
  }

  /** Writes the JSON if it does not say the same already. */
  public void write(Path json, Path project) throws IOException {
    Map<String, Object> values = new TreeMap<>();
    values.put("allocated", survey.allocated());
    values.put("inputs", inputs);
    values.put("path", shown(file, project));
    values.put("sha256", survey.sha256());
    values.put("size", size);
    values.put("unchanged", unchanged);
    String text = JsonText.of(values);
    if (!Files.isRegularFile(json)
        || !Files.readString(json, StandardCharsets.UTF_8).equals(text)) {
      AtomicFiles.write(json, text);
    }
  }
}
