package org.heliosimage.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A template tree in a folder, written by a test. */
final class TemplateFiles {

  static final String DATASET = "\"dataset\": { \"name\": \"d\" }";
  static final String POOL = "\"pool\": { \"name\": \"rpool\", \"size\": 100 }";

  private final Path root;

  TemplateFiles(Path root) {
    this.root = root;
  }

  TemplateFiles write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Writes template g/t of a build kind and steps, each step on a line of its own from line 3. */
  TemplateFiles template(String kind, String... steps) throws IOException {
    return write(
        "g/t.json", "{ " + kind + ",\n\"steps\": [\n" + String.join(",\n", steps) + "\n]}");
  }

  /** Writes an include, its steps each on a line of its own from line 2. */
  TemplateFiles include(String path, String... steps) throws IOException {
    return write(path + ".json", "{ \"steps\": [\n" + String.join(",\n", steps) + "\n]}");
  }

  TemplateSource source(Path... externals) {
    return new TemplateSource(List.of(new FolderRoot(root)), List.of(externals), Map.of());
  }

  Template load(String... directives) throws IOException {
    return Template.load(source(), "g", "t", Features.parse(List.of(directives)));
  }

  String path(String relative) {
    return root.resolve(relative).toString();
  }
}
