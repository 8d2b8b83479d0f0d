package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.io.InputStream;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.PkgApproveCaCert;
import org.heliosimage.tree.Content;

/** Has a publisher trust a certificate authority. */
public final class PkgApproveCaCertStep implements StepExecutor<PkgApproveCaCert> {

  @Override
  public void run(PkgApproveCaCert step, StepContext context) throws IOException {
    try (InputStream in = step.certificate().open()) {
      Content certificate = Content.of(in.readAllBytes());
      Packages.open(context).approveCaCert(step.publisher(), certificate);
    }
  }
}
