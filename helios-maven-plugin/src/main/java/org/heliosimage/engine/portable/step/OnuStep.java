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
    prefer(step, image);
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

  /** Puts the build's own packages before those of the publisher that the image had until now. */
  static void prefer(Onu step, PkgImage image) throws IOException {
    image.publisher(step.publisher()).setSticky(false);
    image.setPublisher(NIGHTLY, List.of(step.repo()), List.of());
    image.publisher(NIGHTLY).searchFirst();
  }
}
