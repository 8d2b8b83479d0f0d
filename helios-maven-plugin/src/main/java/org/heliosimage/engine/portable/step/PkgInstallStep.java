package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.template.Step.PkgInstall;

/** Installs packages, then perhaps what they name as optional. */
public final class PkgInstallStep implements StepExecutor<PkgInstall> {

  @Override
  public void run(PkgInstall step, StepContext context) throws IOException {
    PkgImage image = Packages.open(context);
    context.differences().state(PkgImage.DIFFERENCE);
    Packages.work(
        context, "Install " + Packages.names(step.pkgs()), () -> image.install(step.pkgs()));
    if (!step.includeOptional()) {
      return;
    }
    Set<String> optional = new LinkedHashSet<>();
    for (String pkg : step.pkgs()) {
      optional.addAll(image.optionalDependencies(pkg, !step.stripOptionalPublishers()));
    }
    if (!optional.isEmpty()) {
      Packages.work(
          context,
          "Install what " + Packages.names(step.pkgs()) + " names as optional",
          () -> image.install(optional));
    }
  }
}
