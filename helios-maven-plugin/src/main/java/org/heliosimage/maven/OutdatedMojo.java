package org.heliosimage.maven;

import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.PackageNews;

/**
 * Lists the packages of this project of which repositories have newer versions: the packages of
 * {@code helios.lock}, or without that file those that the last build has installed. Tells apart
 * what {@code helios:lock} would take, what other packages hold back and which do so, what was
 * renamed or given up, and what is not offered any more. Changes nothing.
 *
 * @since 1.0.0
 */
@Mojo(name = "outdated", threadSafe = true)
public class OutdatedMojo extends AbstractPackagesMojo {

  /**
   * Whether to fail if there is anything to list, for builds that nobody watches. What other
   * packages hold back does not count: nobody can do anything about it here.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.OUTDATED_FAIL, defaultValue = "false")
  private boolean fail;

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_OUTDATED, defaultValue = "false")
  private boolean skipOutdated;

  @Override
  boolean skipGoal() {
    return skipOutdated;
  }

  @Override
  boolean runsTemplates() {
    return false;
  }

  @Override
  void act(Engine engine, BuildRequest request, BuildLog log)
      throws IOException, MojoFailureException {
    PackageNews news = engine.outdated(request, log);
    new NewsTable(news).lines().forEach(getLog()::info);
    long outdated =
        news.items().stream().filter(item -> item.kind() != PackageNews.Kind.HELD).count();
    if (fail && outdated > 0) {
      throw new MojoFailureException(
          "%d of %d %s packages %s outdated: helios:lock takes what is new (set by <fail> or -D%s)."
              .formatted(
                  outdated,
                  news.packages(),
                  NewsTable.kind(news),
                  outdated == 1 ? "is" : "are",
                  PropertyNames.OUTDATED_FAIL));
    }
  }
}
