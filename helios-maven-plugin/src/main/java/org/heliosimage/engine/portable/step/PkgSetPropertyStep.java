package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.PkgSetProperty;

/** Sets a property of the package image. */
public final class PkgSetPropertyStep implements StepExecutor<PkgSetProperty> {

  @Override
  public void run(PkgSetProperty step, StepContext context) throws IOException {
    Packages.open(context).setProperty(step.name(), step.value());
  }
}
