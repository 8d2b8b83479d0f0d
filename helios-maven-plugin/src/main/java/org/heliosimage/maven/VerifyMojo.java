package org.heliosimage.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;

/**
 * Reads the raw disk image with code that shares nothing with the writer: partition table, labels,
 * every checksum and block pointer, space maps and objects, and compares all files with what the
 * build meant to write. Fails if anything is not as it should be.
 *
 * @since 1.0.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class VerifyMojo extends AbstractHeliosMojo {

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_VERIFY, defaultValue = "false")
  private boolean skipVerify;

  @Override
  boolean skipGoal() {
    return skipVerify;
  }

  @Override
  boolean isAboutImages() {
    return true;
  }

  @Override
  void perform(Engine engine, BuildRequest request, BuildLog log) throws IOException {
    say(engine.verify(request, log));
  }
}
