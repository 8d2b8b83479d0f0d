package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.template.Step.PkgChangeVariant;

/** Sets a variant and adapts what is installed. */
public final class PkgChangeVariantStep implements StepExecutor<PkgChangeVariant> {

  @Override
  public void run(PkgChangeVariant step, StepContext context) throws IOException {
    PkgImage image = Packages.open(context);
    Packages.work(
        context,
        "Set variant " + step.variant() + " to " + step.value(),
        () -> image.changeVariant(step.variant(), step.value()));
  }
}
