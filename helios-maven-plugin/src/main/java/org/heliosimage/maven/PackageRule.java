package org.heliosimage.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.heliosimage.engine.publish.Publication;
import org.jspecify.annotations.Nullable;

/** Says who owns what a package delivers. */
public class PackageRule {

  /** A shell pattern for whole paths; {@code *} also matches slashes. */
  private @Nullable String paths;

  /** Name of the user who owns them. */
  private @Nullable String owner;

  /** Name of their group. */
  private @Nullable String group;

  /** Mode of files, octal. */
  private @Nullable String fileMode;

  /** Mode of folders, octal. */
  private @Nullable String dirMode;

  static List<Publication.Rule> list(@Nullable List<PackageRule> rules)
      throws MojoExecutionException {
    List<Publication.Rule> list = new ArrayList<>();
    for (PackageRule rule : rules == null ? List.<PackageRule>of() : rules) {
      String pattern = rule.paths;
      if (pattern == null || pattern.isEmpty()) {
        throw new MojoExecutionException(
            "<rules> has a rule without <paths>: give a pattern such as opt/service/bin/*.");
      }
      list.add(
          new Publication.Rule(
              pattern, new Publication.Owner(rule.owner, rule.group, rule.fileMode), rule.dirMode));
    }
    return list;
  }
}
