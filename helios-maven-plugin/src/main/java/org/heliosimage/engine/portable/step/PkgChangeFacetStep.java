package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.template.Step.PkgChangeFacet;

/** Sets a facet and adapts what is installed. */
public final class PkgChangeFacetStep implements StepExecutor<PkgChangeFacet> {

  @Override
  public void run(PkgChangeFacet step, StepContext context) throws IOException {
    PkgImage image = Packages.open(context);
    Packages.work(
        context,
        "Set facet " + step.facet() + " to " + step.value(),
        () -> image.changeFacet(step.facet(), step.value()));
  }
}
