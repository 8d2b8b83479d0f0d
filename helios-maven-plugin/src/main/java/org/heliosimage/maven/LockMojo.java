package org.heliosimage.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;

/**
 * Locks the packages of the build: makes the seed of the newest packages, whatever was locked
 * before, and writes all that were installed into the file {@code helios.lock} beside the pom. As
 * long as that file is there, builds install exactly these packages or fail; it belongs under
 * version control. A file that names the same packages already stays as it is.
 *
 * <p>If the template of the image installs packages of its own, the image is made too.
 *
 * @since 1.0.0
 */
@Mojo(name = "lock", threadSafe = true)
public class LockMojo extends AbstractPackagesMojo {

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_LOCK, defaultValue = "false")
  private boolean skipLock;

  @Override
  boolean skipGoal() {
    return skipLock;
  }

  @Override
  void act(Engine engine, BuildRequest request, BuildLog log) throws IOException {
    say(engine.lock(request, log));
  }
}
