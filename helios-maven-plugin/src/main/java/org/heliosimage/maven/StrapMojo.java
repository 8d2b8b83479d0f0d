package org.heliosimage.maven;

import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.Engine;

/**
 * Makes the seed: a tar of an installed system, from packages, for any number of images. Runs the
 * templates {@code VARIANT-01-strap}, {@code VARIANT-02-image} and {@code VARIANT-03-archive}; one
 * whose inputs have not changed is left out.
 *
 * @since 1.0.0
 */
@Mojo(name = "strap", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class StrapMojo extends AbstractHeliosMojo {

  /**
   * Whether to attach the seed to the project, with classifier {@code seed} and type {@code tar}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.ATTACH_SEED, defaultValue = "false")
  private boolean attachSeed;

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_STRAP, defaultValue = "false")
  private boolean skipStrap;

  @Inject private MavenProjectHelper helper;

  @Override
  boolean skipGoal() {
    return skipStrap;
  }

  @Override
  boolean runsTemplates() {
    return true;
  }

  @Override
  void perform(Engine engine, BuildRequest request, BuildLog log)
      throws IOException, MojoExecutionException {
    BuildResult result = engine.strap(request, log);
    say(result);
    if (attachSeed) {
      if (result.artifacts().isEmpty()) {
        throw new MojoExecutionException(
            "There is no seed to attach: the templates of variant "
                + request.image().variant()
                + " pack no tar; set <attachSeed> to false.");
      }
      Path seed = result.artifacts().get(0).path();
      String type = seed.toString().endsWith("gz") ? "tar.gz" : "tar";
      new Attachments(project, helper, execution).attach(type, "seed", seed);
    }
  }
}
