package org.heliosimage.engine.portable.step;

import java.io.IOException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.template.Step;

/** The settings that the steps of templates give a package image, without any package. */
public final class PackageSettings {

  private PackageSettings() {}

  /** Does of a step what changes where packages come from, or what an image has of them. */
  public static void apply(Step step, StepContext context) throws IOException {
    if (step instanceof Step.PkgImageCreate create) {
      new PkgImageCreateStep().run(create, context);
    } else if (step instanceof Step.PkgSetPublisher publisher) {
      new PkgSetPublisherStep().run(publisher, context);
    } else if (step instanceof Step.PkgChangeVariant variant) {
      Packages.open(context).changeVariant(variant.variant(), variant.value());
    } else if (step instanceof Step.PkgChangeFacet facet) {
      Packages.open(context).changeFacet(facet.facet(), facet.value());
    } else if (step instanceof Step.Onu onu) {
      OnuStep.prefer(onu, Packages.open(context));
    }
  }

  /** The image after all steps. */
  public static PkgImage image(StepContext context) throws IOException {
    return Packages.open(context);
  }
}
