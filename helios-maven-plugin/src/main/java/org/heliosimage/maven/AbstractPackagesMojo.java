package org.heliosimage.maven;

import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;

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
    if (buildsImages()) {
      act(engine, request, log);
    } else {
      getLog().info("skipped: this module does not use the plugin");
    }
  }
}
