package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.util.List;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.template.Step.Onu;

/** Changes over to packages of an illumos build of one's own. */
public final class OnuStep implements StepExecutor<Onu> {

  private static final String NIGHTLY = "on-nightly";

  @Override
  public void run(Onu step, StepContext context) throws IOException {
    PkgImage image = Packages.open(context);
    context.differences().state(PkgImage.DIFFERENCE);
    image.publisher(step.publisher()).setSticky(false);
    image.setPublisher(NIGHTLY, List.of(step.repo()), List.of());
    image.publisher(NIGHTLY).searchFirst();
    if (!step.uninstall().isEmpty()) {
      Packages.work(
          context,
          "Uninstall " + Packages.names(step.uninstall()),
          () -> image.uninstall(step.uninstall()));
    }
    image.changeFacet("onu.ooceonly", "false");
    Packages.work(context, "Update to " + NIGHTLY, image::update);
    image.purgeHistory();
  }
}
