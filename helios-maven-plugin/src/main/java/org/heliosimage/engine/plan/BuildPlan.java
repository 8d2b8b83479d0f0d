package org.heliosimage.engine.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliosimage.template.Step;
import org.heliosimage.template.Template;

/**
 * The stages of a build in order.
 *
 * @param engine which engine would run them: {@code portable} or {@code native}
 * @param seed what the user calls the seed of another project that the image is made of
 * @param stages one for each template
 */
public record BuildPlan(String engine, Optional<String> seed, List<Stage> stages) {

  public BuildPlan {
    stages = List.copyOf(stages);
  }

  /**
   * One template that would run.
   *
   * @param template the template, expanded
   * @param outputName what its outputs are named after, mostly the name of the template
   * @param features the feature directives it is expanded with
   */
  public record Stage(Template template, String outputName, List<String> features) {
    public Stage {
      features = List.copyOf(features);
    }

    /** Names of the files that the stage leaves in the output area, the image before tars. */
    public List<String> outputs() {
      List<String> names =
          new ArrayList<>(Kinds.outputs(template.kind(), template.group() + "-" + outputName));
      for (Template.PlacedStep placed : template.steps()) {
        if (placed.step() instanceof Step.PackTar tar && !names.contains(tar.name())) {
          names.add(tar.name());
        }
      }
      return names;
    }
  }

  /** The plan for people: a line for each stage and each step. */
  public List<String> lines(Path project) {
    List<String> lines = new ArrayList<>();
    seed.ifPresent(from -> lines.add("the seed is " + from));
    for (Stage stage : stages) {
      Template template = stage.template();
      lines.add(
          "%s/%s builds %s with %s"
              .formatted(
                  template.group(),
                  template.name(),
                  Kinds.name(template.kind()),
                  String.join(" ", stage.features())));
      PlanText text = new PlanText(project);
      int number = 0;
      for (Template.PlacedStep placed : template.steps()) {
        lines.add(String.format(Locale.ROOT, "%5d  %s", ++number, text.line(placed)));
      }
      for (String output : stage.outputs()) {
        lines.add("       -> " + output);
      }
    }
    return lines;
  }

  /** The plan for programs; equal for equal inputs, wherever the project is. */
  public String json(Path project) throws IOException {
    return new PlanJson(project).write(this);
  }
}
