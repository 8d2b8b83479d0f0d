package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.util.List;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.template.Step.PkgImageCreate;

/** Makes the tree a package image, perhaps with a first publisher. */
public final class PkgImageCreateStep implements StepExecutor<PkgImageCreate> {

  @Override
  public void run(PkgImageCreate step, StepContext context) throws IOException {
    PkgImage image = Packages.create(context);
    String publisher = step.publisher();
    String uri = step.uri();
    if (publisher != null && uri != null) {
      image.setPublisher(publisher, List.of(uri), List.of());
    }
  }
}
