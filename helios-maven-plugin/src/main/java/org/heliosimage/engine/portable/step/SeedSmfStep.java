package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.boot.SmfSeed;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.SeedSmf;

/** Prepares the service repository. */
public final class SeedSmfStep implements StepExecutor<SeedSmf> {

  @Override
  public void run(SeedSmf step, StepContext context) throws IOException {
    SmfSeed.Options options = new SmfSeed.Options(step.seed(), step.profiles(), step.debug());
    for (String difference : SmfSeed.seed(context.tree(), options, context.time())) {
      context.differences().state(difference);
    }
  }
}
