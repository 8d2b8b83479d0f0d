package org.heliosimage.engine.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliosimage.engine.work.JsonText;
import org.heliosimage.template.Template;
import org.heliosimage.template.TemplateFile;

/**
 * The plan as JSON: objects and long lists over several lines, so that two plans can be compared.
 */
final class PlanJson {

  private final PlanText places;

  PlanJson(Path project) {
    this.places = new PlanText(project);
  }

  String write(BuildPlan plan) throws IOException {
    List<Object> stages = new ArrayList<>();
    for (BuildPlan.Stage stage : plan.stages()) {
      stages.add(stage(stage));
    }
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("engine", plan.engine());
    plan.seed().ifPresent(seed -> top.put("seed", seed));
    top.put("stages", stages);
    return JsonText.of(top);
  }

  private Map<String, Object> stage(BuildPlan.Stage stage) throws IOException {
    Template template = stage.template();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("group", template.group());
    values.put("template", template.name());
    values.put("output_name", stage.outputName());
    values.put("features", stage.features());
    values.put(Kinds.word(template.kind()), Kinds.values(template.kind()));
    values.put("outputs", stage.outputs());
    values.put("fingerprint", template.fingerprint());
    List<Object> steps = new ArrayList<>();
    for (Template.PlacedStep placed : template.steps()) {
      steps.add(step(placed));
    }
    values.put("steps", steps);
    return values;
  }

  private Map<String, Object> step(Template.PlacedStep placed) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("t", placed.type());
    for (Map.Entry<String, Object> each : placed.arguments().entrySet()) {
      values.put(
          each.getKey(),
          each.getValue() instanceof TemplateFile file ? file(file) : each.getValue());
    }
    values.put("from", places.place(placed.origin().file()) + ":" + placed.origin().line());
    return values;
  }

  private Map<String, Object> file(TemplateFile file) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("path", places.place(file.location()));
    values.put("sha256", file.sha256());
    return values;
  }
}
