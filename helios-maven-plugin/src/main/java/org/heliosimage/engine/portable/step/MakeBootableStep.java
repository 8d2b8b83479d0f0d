package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.boot.BootArchive;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.MakeBootable;

/**
 * Asks for what booting needs. Only the end of the build can make it, see {@link
 * org.heliosimage.engine.portable.BootFiles}, but the list that it starts from must be there now,
 * so that the message of a template without a kernel names this step.
 */
public final class MakeBootableStep implements StepExecutor<MakeBootable> {

  @Override
  public void run(MakeBootable step, StepContext context) throws IOException {
    context.requirePool().makeBootable();
    BootArchive.requireList(context.tree());
  }
}
