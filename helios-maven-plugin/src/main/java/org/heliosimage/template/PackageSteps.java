package org.heliosimage.template;

import static org.heliosimage.template.Argument.optional;
import static org.heliosimage.template.Argument.required;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.template.Argument.Takes;

/** The kinds of steps that work on the packages of the image. */
final class PackageSteps {

  private static final Argument PACKAGES =
      required("pkgs", Takes.REPEATED, "packages, with a version or without").withMacros();

  static final List<StepKind> KINDS =
      List.of(
          StepKind.of(
              "pkg_image_create",
              "Makes an empty, full package image at the root.",
              PackageSteps::imageCreate,
              optional("publisher", Takes.TEXT, "publisher to configure, together with `uri`")
                  .withMacros(),
              optional("uri", Takes.TEXT, "its repository").withMacros()),
          StepKind.of(
              "pkg_install",
              "Installs packages.",
              a ->
                  new Step.PkgInstall(
                      packages(a),
                      a.flag("include_optional", false),
                      a.flag("strip_optional_publishers", true)),
              PACKAGES,
              optional(
                  "include_optional",
                  Takes.FLAG,
                  "afterwards install, in one go, what the named packages depend on optionally"),
              optional(
                  "strip_optional_publishers",
                  Takes.FLAG,
                  "take those from any publisher; true if not given")),
          StepKind.of(
              "pkg_uninstall",
              "Uninstalls packages.",
              a -> new Step.PkgUninstall(packages(a)),
              PACKAGES),
          StepKind.of(
              "pkg_set_property",
              "Sets an image property.",
              a -> new Step.PkgSetProperty(a.text("name"), a.text("value")),
              required("name", Takes.TEXT, "property"),
              required("value", Takes.TEXT, "value")),
          StepKind.of(
              "pkg_set_publisher",
              "Adds a publisher, or replaces the origins or mirrors of one. At least one URI must"
                  + " be given.",
              PackageSteps::setPublisher,
              required("publisher", Takes.TEXT, "publisher").withMacros(),
              optional("uri", Takes.TEXT, "origin").withMacros(),
              optional("uris", Takes.REPEATED, "more origins").withMacros(),
              optional("mirror_uri", Takes.TEXT, "mirror").withMacros()),
          StepKind.of(
              "pkg_approve_ca_cert",
              "Makes a publisher trust a certificate authority.",
              a -> new Step.PkgApproveCaCert(a.text("publisher"), a.file("certfile")),
              required("publisher", Takes.TEXT, "publisher"),
              required("certfile", Takes.TEMPLATE_FILE, "certificate in PEM form")),
          StepKind.of(
              "pkg_change_variant",
              "Sets a variant and adapts what is installed.",
              a -> new Step.PkgChangeVariant(a.text("variant"), a.text("value")),
              required("variant", Takes.TEXT, "variant, such as `opensolaris.zone`"),
              required("value", Takes.TEXT, "value")),
          StepKind.of(
              "pkg_change_facet",
              "Sets a facet and adapts what is installed.",
              a -> new Step.PkgChangeFacet(a.text("facet"), a.text("value")),
              required("facet", Takes.TEXT, "facet, such as `doc.man`"),
              required("value", Takes.TEXT, "`true`, `false` or `none`")),
          StepKind.of(
              "pkg_purge_history",
              "Forgets the history of package operations.",
              a -> new Step.PkgPurgeHistory()),
          StepKind.of(
              "onu",
              "Moves an installed image to the packages of an operating system build: its own"
                  + " publisher becomes non-sticky, publisher `on-nightly` with the given"
                  + " repository is searched first, and everything is updated.",
              a -> new Step.Onu(a.text("repo"), a.text("publisher"), a.texts("uninstall")),
              required("repo", Takes.TEXT, "repository of the build").withMacros(),
              required("publisher", Takes.TEXT, "publisher of the image").withMacros(),
              optional("uninstall", Takes.TEXTS, "packages to uninstall before")));

  private PackageSteps() {}

  private static List<String> packages(Arguments a) throws Invalid {
    for (String pattern : a.texts("pkgs")) {
      if (pattern.isBlank()) {
        throw new Invalid("has an empty package name in \"pkgs\"");
      }
    }
    return a.texts("pkgs");
  }

  private static Step imageCreate(Arguments a) throws Invalid {
    if (a.has("publisher") != a.has("uri")) {
      throw new Invalid("must have \"publisher\" and \"uri\" together or neither of them");
    }
    return new Step.PkgImageCreate(a.optionalText("publisher"), a.optionalText("uri"));
  }

  private static Step setPublisher(Arguments a) throws Invalid {
    List<String> uris = new ArrayList<>();
    if (a.has("uri")) {
      uris.add(a.text("uri"));
    }
    uris.addAll(a.texts("uris"));
    List<String> mirrors = a.has("mirror_uri") ? List.of(a.text("mirror_uri")) : List.of();
    if (uris.isEmpty() && mirrors.isEmpty()) {
      throw new Invalid("must have at least one of \"uri\", \"uris\" and \"mirror_uri\"");
    }
    return new Step.PkgSetPublisher(a.text("publisher"), uris, mirrors);
  }
}
