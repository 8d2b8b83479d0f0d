package org.heliosimage.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.engine.work.JsonText;

/**
 * The small JSON file that goes with a seed from project to project, because a repository gives the
 * tar another name: {@code name}, {@code sha256} and {@code size}.
 *
 * @param name what templates call the seed
 * @param size length in bytes
 * @param sha256 digest of its bytes
 */
public record SeedDescription(String name, long size, String sha256) {

  private static final int LONGEST = 1 << 16;

  /** What a goal has made. */
  public static SeedDescription of(BuildResult.Artifact seed) {
    return new SeedDescription(
        String.valueOf(seed.path().getFileName()), seed.size(), seed.sha256());
  }

  /** The file's text, equal for equal seeds. */
  public String json() {
    return JsonText.of(
        new TreeMap<String, Object>(Map.of("name", name, "sha256", sha256, "size", size)));
  }

  /** Reads such a file. */
  public static SeedDescription read(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    if (Files.size(file) > LONGEST) {
      throw none(file);
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    try (JsonParser json = new JsonFactory().createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw none(file);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          throw none(file);
        }
        values.put(key, json.getText());
      }
      return new SeedDescription(
          required(values, "name", file),
          Long.parseLong(required(values, "size", file)),
          required(values, "sha256", file));
    } catch (JsonProcessingException | NumberFormatException e) {
      throw none(file);
    }
  }

  private static String required(Map<String, String> values, String key, Path file)
      throws BuildException {
    String value = values.get(key);
    if (value == null) {
      throw none(file);
    }
    return value;
  }

  private static BuildException none(Path file) {
    return new BuildException(file + " does not describe a seed");
  }
}
