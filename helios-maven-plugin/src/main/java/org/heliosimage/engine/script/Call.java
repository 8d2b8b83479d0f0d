package org.heliosimage.engine.script;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One template to be run, as a script has image-builder run it.
 *
 * @param template name of the template
 * @param outputName what the outputs are named after, if not after the template ({@code -N})
 * @param arguments what the script adds to the arguments that all runs have: {@code -F} and so on,
 *     in its order
 * @param environment what the script has in its environment
 * @param work name of what the run leaves for later ones; runs that make different files, or work
 *     towards such, differ in it
 * @param parameter the build parameter that decides the name of the template
 * @param baseline whether the baseline of a zone brand is made after it
 */
public record Call(
    String template,
    Optional<String> outputName,
    List<String> arguments,
    Map<String, String> environment,
    String work,
    String parameter,
    boolean baseline) {

  private static final String FEATURE = "-F";

  public Call {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** The words after {@code build}. */
  public List<String> words(String dataset, String group, Path templates) {
    List<String> words =
        new ArrayList<>(
            List.of("-d", dataset, "-g", group, "-n", template, "-T", templates.toString()));
    words.addAll(arguments);
    return words;
  }

  /** The feature directives among the arguments. */
  public List<String> features() {
    List<String> features = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).equals(FEATURE)) {
        features.add(arguments.get(++i));
      }
    }
    return features;
  }

  /** What the outputs are named after. */
  public String output() {
    return outputName.orElse(template);
  }
}
