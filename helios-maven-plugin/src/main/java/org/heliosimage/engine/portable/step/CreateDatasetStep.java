package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.util.Map;
import org.heliosimage.engine.portable.PoolPlan.Dataset;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.CreateDataset;

/** Plans a dataset, which stays empty: it is not mounted while the image is built. */
public final class CreateDatasetStep implements StepExecutor<CreateDataset> {

  @Override
  public void run(CreateDataset step, StepContext context) throws IOException {
    String mountpoint = step.mountpoint();
    context
        .requirePool()
        .add(
            new Dataset(
                step.name(), mountpoint == null ? Map.of() : Map.of("mountpoint", mountpoint)));
  }
}
