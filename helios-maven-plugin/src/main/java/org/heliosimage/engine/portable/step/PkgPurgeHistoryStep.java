package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.PkgPurgeHistory;

/** Forgets the history of package operations. */
public final class PkgPurgeHistoryStep implements StepExecutor<PkgPurgeHistory> {

  @Override
  public void run(PkgPurgeHistory step, StepContext context) throws IOException {
    Packages.open(context).purgeHistory();
  }
}
