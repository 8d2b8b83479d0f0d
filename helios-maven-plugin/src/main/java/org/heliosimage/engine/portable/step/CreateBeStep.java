package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.boot.BootEnvironment;
import org.heliosimage.engine.portable.PoolPlan;
import org.heliosimage.engine.portable.PoolPlan.Dataset;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.CreateBe;

/** Plans the boot environment and the dataset above it; the image's files go into the first. */
public final class CreateBeStep implements StepExecutor<CreateBe> {

  @Override
  public void run(CreateBe step, StepContext context) throws IOException {
    PoolPlan pool = context.requirePool();
    String container = BootEnvironment.CONTAINER;
    pool.add(new Dataset(container, BootEnvironment.containerProperties()));
    pool.addRoot(
        new Dataset(
            container + "/" + pool.beName(), BootEnvironment.properties(context.identity())));
  }
}
