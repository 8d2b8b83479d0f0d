package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.PkgSetPublisher;

/** Adds a publisher or changes where its packages come from. */
public final class PkgSetPublisherStep implements StepExecutor<PkgSetPublisher> {

  @Override
  public void run(PkgSetPublisher step, StepContext context) throws IOException {
    Packages.open(context).setPublisher(step.publisher(), step.uris(), step.mirrors());
  }
}
