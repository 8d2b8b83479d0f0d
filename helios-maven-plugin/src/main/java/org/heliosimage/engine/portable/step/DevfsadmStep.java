package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.boot.DevLinks;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.Devfsadm;

/** Populates {@code /dev} with what every machine has. */
public final class DevfsadmStep implements StepExecutor<Devfsadm> {

  @Override
  public void run(Devfsadm step, StepContext context) throws IOException {
    DevLinks.populate(context.tree(), context.time());
    context.differences().state(DevLinks.DIFFERENCE);
  }
}
