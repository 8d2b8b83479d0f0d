package org.heliosimage.maven;

import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.GivenSeed;

/**
 * Fetches all that later builds of this project need of package repositories, so that they can run
 * with {@code mvn -o}: catalogs, manifests, payloads, and the certificates of signatures. Brings
 * the seed up to date on the way. What is in the package cache already is verified, and fetched
 * again if it is missing or damaged. An image that is made of the seed of another project needs
 * that seed, which is fetched into the local repository.
 *
 * <p>Maven's own plugins and dependencies are the matter of {@code dependency:go-offline}.
 *
 * @since 1.0.0
 */
@Mojo(name = "go-offline", threadSafe = true)
public class GoOfflineMojo extends AbstractPackagesMojo {

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_GO_OFFLINE, defaultValue = "false")
  private boolean skipGoOffline;

  @Override
  boolean skipGoal() {
    return skipGoOffline;
  }

  /** The seed of a module is made by every build; that of another project is fetched. */
  @Override
  void withoutPackages(GivenSeed seed) throws IOException, MojoExecutionException {
    if (seedIsModule()) {
      super.withoutPackages(seed);
    } else {
      getLog()
          .info(
              "The seed %s, which all packages of this image are in, is on this machine: %s"
                  .formatted(seed.coordinates(), seed.found().file()));
    }
  }

  @Override
  void act(Engine engine, BuildRequest request, BuildLog log) throws IOException {
    say(engine.goOffline(request, log));
  }
}
