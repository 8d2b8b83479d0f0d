package org.heliosimage.maven;

import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.GivenSeed;

/** The goals about the packages of a project, which nobody binds to a phase. */
abstract class AbstractPackagesMojo extends AbstractHeliosMojo {

  /** Does the goal's work in a project that builds an image. */
  abstract void act(Engine engine, BuildRequest request, BuildLog log)
      throws IOException, MojoExecutionException, MojoFailureException;

  @Override
  boolean runsTemplates() {
    return true;
  }

  @Override
  final void perform(Engine engine, BuildRequest request, BuildLog log)
      throws IOException, MojoExecutionException, MojoFailureException {
    // Called by hand, a goal runs in every module.
    Optional<GivenSeed> seed = request.parts().given();
    if (!buildsImages()) {
      getLog().info("skipped: this module does not use the plugin");
    } else if (isAboutPackages() && seed.isPresent() && !engine.installsPackages(request, log)) {
      withoutPackages(seed.get());
    } else {
      act(engine, request, log);
    }
  }

  /** Whether the goal has nothing to do if all packages are in the seed of another project. */
  boolean isAboutPackages() {
    return true;
  }

  /** Says so. */
  void withoutPackages(GivenSeed seed) throws IOException, MojoExecutionException {
    getLog()
        .info(
            "skipped: all packages of this image are in the seed "
                + seed.coordinates()
                + ", and so a matter of the project that makes it");
  }
}
