package org.heliosimage.template;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A template with its includes spliced in, its macros expanded and every file it names found.
 *
 * @param group group it was looked up in
 * @param name name it was looked up by
 * @param kind what it builds
 * @param steps steps in order; those whose features rule them out are gone
 * @param warnings sentences about what was ignored
 * @param inputs every template, include and placed file that was used, in order of first use
 * @param features names of the features that were asked for, defined or not
 * @param fingerprint hash of everything that decides the result: kind, steps and the bytes of the
 *     files they place, but not where they are or how they are spread over includes
 */
public record Template(
    String group,
    String name,
    BuildKind kind,
    List<PlacedStep> steps,
    List<String> warnings,
    List<TemplateFile> inputs,
    SortedSet<String> features,
    String fingerprint) {

  public Template {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
    inputs = List.copyOf(inputs);
  }

  /**
   * A step and how it was written.
   *
   * @param type name of the kind, as written
   * @param step what it is to do
   * @param origin where it was written
   * @param arguments its keys that were given, expanded and checked: {@link String}, {@link
   *     Boolean}, {@link Long}, {@link List} of strings or {@link TemplateFile}
   */
  public record PlacedStep(
      String type, Step step, Origin origin, SortedMap<String, Object> arguments) {}

  /**
   * Loads a template.
   *
   * @throws TemplateException if anything in it, its includes or the files it places is wrong
   * @throws IOException if a file cannot be read
   */
  public static Template load(TemplateSource source, String group, String name, Features features)
      throws IOException {
    return new Loader(source, group, features).load(name);
  }
}
