package org.heliosimage.template;

import static org.heliosimage.template.Argument.optional;
import static org.heliosimage.template.Argument.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.heliosimage.template.Argument.Takes;

/** The kinds of steps that work on pools, devices, boot and services. */
final class SystemSteps {

  private static final Set<String> PROFILES = Set.of("generic", "platform", "site");

  static final List<StepKind> KINDS =
      List.of(
          StepKind.of(
                  "create_be",
                  "Creates the datasets POOL/ROOT and POOL/ROOT/BENAME. The latter, the boot"
                      + " environment, becomes the root of the image.",
                  a -> new Step.CreateBe())
              .ofPools(),
          StepKind.of(
                  "create_dataset",
                  "Creates the dataset POOL/NAME. Files of the image never go into it.",
                  SystemSteps::createDataset,
                  required("name", Takes.TEXT, "name below the pool"),
                  optional("mountpoint", Takes.TEXT, "absolute path, `legacy` or `none`"))
              .ofPools(),
          StepKind.of(
              "devfsadm",
              "Makes the skeleton of `/dev` and `/devices` that a first boot needs.",
              a -> new Step.Devfsadm()),
          StepKind.of(
                  "make_bootable",
                  "Makes the boot environment the one that boots, installs the boot loader and"
                      + " writes the boot archive.",
                  a -> new Step.MakeBootable())
              .ofPools(),
          StepKind.of(
              "seed_smf",
              "Builds the service repository `/etc/svc/repository.db` from a seed, the service"
                  + " manifests and profiles, root:root 0600.",
              SystemSteps::seedSmf,
              optional("debug", Takes.FLAG, "log what is imported"),
              optional("apply_site", Takes.FLAG, "same as the profile `site` alone"),
              optional(
                      "apply_profiles",
                      Takes.TEXTS,
                      "profiles to apply: `generic`, `platform`, `site`; empty strings are dropped")
                  .withMacros(),
              optional("seed", Takes.TEXT, "base name in `/lib/svc/seed`; `global` if not given"),
              optional("skip_seed", Takes.FLAG, "start from an empty repository")));

  private SystemSteps() {}

  private static Step createDataset(Arguments a) throws Invalid {
    String name = a.text("name");
    // The length comes first: the expression recurses once for each component.
    if (name.length() > 200
        || !name.matches("[A-Za-z0-9][A-Za-z0-9_.: -]*(/[A-Za-z0-9][A-Za-z0-9_.: -]*)*")) {
      throw new Invalid("has the dataset name \"" + name + "\", which ZFS would refuse");
    }
    String mountpoint = a.optionalText("mountpoint");
    if (mountpoint != null
        && !mountpoint.startsWith("/")
        && !Set.of("legacy", "none").contains(mountpoint)) {
      throw new Invalid(
          "has the mountpoint \""
              + mountpoint
              + "\", which is neither an absolute path nor legacy or none");
    }
    return new Step.CreateDataset(name, mountpoint);
  }

  private static Step seedSmf(Arguments a) throws Invalid {
    List<String> profiles = new ArrayList<>();
    for (String profile : a.texts("apply_profiles")) {
      if (!profile.isBlank()) {
        profiles.add(profile);
      }
    }
    if (a.flag("apply_site", false)) {
      if (!profiles.isEmpty()) {
        throw new Invalid(
            "has both \"apply_site\" and \"apply_profiles\", of which one is allowed");
      }
      profiles.add("site");
    }
    for (String profile : profiles) {
      if (!PROFILES.contains(profile)) {
        throw new Invalid(
            "applies the unknown profile \"" + profile + "\"; generic, platform and site exist");
      }
    }
    String seed = a.text("seed", "global");
    if (!seed.matches("[A-Za-z0-9_-]+")) {
      throw new Invalid("has the seed \"" + seed + "\", which is no base name");
    }
    return new Step.SeedSmf(
        a.flag("debug", false), profiles, a.flag("skip_seed", false) ? null : seed);
  }
}
