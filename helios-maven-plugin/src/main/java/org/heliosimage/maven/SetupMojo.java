package org.heliosimage.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;

/**
 * Checks that a build can begin: the templates are there and sound, the package repositories can be
 * read, the work area can be written and has room. Says what the other goals will do, and changes
 * nothing.
 *
 * @since 1.0.0
 */
@Mojo(name = "setup", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public class SetupMojo extends AbstractHeliosMojo {

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_SETUP, defaultValue = "false")
  private boolean skipSetup;

  @Override
  boolean skipGoal() {
    return skipSetup;
  }

  @Override
  void perform(Engine engine, BuildRequest request, BuildLog log) throws IOException {
    say(engine.setup(request, log));
  }
}
