package org.heliosimage.maven;

import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.MirrorResult;

/**
 * Writes a package repository with exactly the packages that the build of this project needs, of
 * all publishers, for a site without network: every package that is installed, also if it is
 * removed again later, as its repository has it, with signatures and their certificates. The same
 * packages give the same bytes. Brings the seed up to date on the way, and says how a build uses
 * the result.
 *
 * @since 1.0.0
 */
@Mojo(name = "mirror", threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class MirrorMojo extends AbstractPackagesMojo {

  /**
   * Where to write the repository: a package archive if the name ends in {@code .p5p}, else a
   * folder. A repository that is there is replaced when the new one is complete.
   *
   * @since 1.0.0
   */
  @Parameter(
      property = PropertyNames.MIRROR_TO,
      defaultValue = "${project.build.directory}/helios/mirror")
  private File to;

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_MIRROR, defaultValue = "false")
  private boolean skipMirror;

  @Override
  boolean skipGoal() {
    return skipMirror;
  }

  @Override
  void act(Engine engine, BuildRequest request, BuildLog log) throws IOException {
    MirrorResult mirror = engine.mirror(request, to.toPath(), log);
    getLog()
        .info(
            "%d packages of %s with %d payloads (%d bytes) are in %s; builds take them by -D%s=*=%s"
                .formatted(
                    mirror.packages(),
                    String.join(", ", mirror.publishers()),
                    mirror.payloads(),
                    mirror.bytes(),
                    mirror.path(),
                    PropertyNames.PACKAGE_MIRRORS,
                    uri(mirror)));
  }

  /** As people write it, and without a slash at its end that a folder alone would have. */
  private static String uri(MirrorResult mirror) {
    String uri = mirror.path().toUri().toString();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
