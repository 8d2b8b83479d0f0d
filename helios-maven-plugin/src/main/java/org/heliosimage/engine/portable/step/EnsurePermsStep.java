package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.EnsurePerms;

/** Sets owner and bits of what exists. */
public final class EnsurePermsStep implements StepExecutor<EnsurePerms> {

  @Override
  public void run(EnsurePerms step, StepContext context) throws IOException {
    String target = context.tree().resolve(step.path(), false);
    FilePlacer.own(context.tree(), target, step.ownership());
  }
}
