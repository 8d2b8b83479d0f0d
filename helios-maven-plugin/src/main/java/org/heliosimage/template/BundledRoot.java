package org.heliosimage.template;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The templates that come with this plugin, on the class path. A class path cannot be listed, so
 * the resource {@code index} names its files, one a line.
 */
public final class BundledRoot implements TemplateRoot {

  /** Where the templates are on the class path. */
  static final String BASE = "org/heliosimage/templates/";

  private final ClassLoader loader = BundledRoot.class.getClassLoader();

  private final SortedSet<String> index;

  public BundledRoot() {
    try (InputStream in = loader.getResourceAsStream(BASE + "index")) {
      if (in == null) {
        throw new IllegalStateException("resource " + BASE + "index is missing");
      }
      this.index =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
              .lines()
              .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files in order. */
  SortedSet<String> index() {
    return index;
  }

  @Override
  public Optional<TemplateFile> find(String path) {
    return index.contains(path)
        ? Optional.of(TemplateFile.Bundled.of(path, loader, BASE + path))
        : Optional.empty();
  }

  @Override
  public SortedSet<String> templates(String group) {
    return index.stream()
        .filter(path -> path.startsWith(group + "/") && path.endsWith(".json"))
        .map(path -> path.substring(group.length() + 1, path.length() - ".json".length()))
        .filter(name -> name.indexOf('/') < 0)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String location() {
    return "the bundled templates";
  }
}
