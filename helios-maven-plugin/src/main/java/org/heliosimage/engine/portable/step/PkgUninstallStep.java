package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.template.Step.PkgUninstall;

/** Uninstalls packages. */
public final class PkgUninstallStep implements StepExecutor<PkgUninstall> {

  @Override
  public void run(PkgUninstall step, StepContext context) throws IOException {
    PkgImage image = Packages.open(context);
    Packages.work(
        context, "Uninstall " + Packages.names(step.pkgs()), () -> image.uninstall(step.pkgs()));
  }
}
