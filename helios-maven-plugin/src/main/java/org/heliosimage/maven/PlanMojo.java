package org.heliosimage.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.plan.BuildPlan;
import org.heliosimage.engine.work.AtomicFiles;

/**
 * Says what a build would do: every template of the seed and of the image with its includes put in
 * place, its macros expanded and its steps in order. Prints them and writes them as JSON, runs none
 * of them, and needs no network.
 *
 * @since 1.0.0
 */
@Mojo(name = "plan", threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class PlanMojo extends AbstractPackagesMojo {

  /**
   * Where to write the plan as JSON. Equal inputs give equal plans, so two plans can be compared.
   *
   * @since 1.0.0
   */
  @Parameter(
      property = PropertyNames.PLAN_FILE,
      defaultValue = "${project.build.directory}/helios/plan.json")
  private File file;

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_PLAN, defaultValue = "false")
  private boolean skipPlan;

  @Override
  boolean skipGoal() {
    return skipPlan;
  }

  @Override
  boolean runsTemplates() {
    return false;
  }

  @Override
  boolean isAboutPackages() {
    return false;
  }

  @Override
  void act(Engine engine, BuildRequest request, BuildLog log) throws IOException {
    BuildPlan plan = engine.plan(request, log);
    Path folder = request.folders().project();
    plan.lines(folder).forEach(log::info);
    AtomicFiles.write(file.toPath(), plan.json(folder));
    log.info("Plan: " + file);
  }
}
