package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.util.List;

/** The packages without files: what belongs together, and what once was. */
final class Consolidation {

  /** Core packages that every image has; {@code entire} requires them. */
  private static final List<String> NEEDED =
      List.of("SUNWcs", "SUNWcsd", "system/kernel", "system/library");

  /** What {@code entire} suggests; image builders install it with {@code include_optional}. */
  private static final List<String> SUGGESTED =
      List.of(
          "SUNWcs",
          "SUNWcsd",
          "system/kernel",
          "system/kernel/platform",
          "system/boot/loader",
          "system/library",
          "system/library/math",
          "system/file-system/zfs",
          "system/network",
          "package/pkg",
          "shell/bash",
          "compress/gzip",
          "text/gnu-sed",
          "system/rsyslog");

  private static final List<String> SUGGESTED_DRIVERS =
      List.of(
          "driver/storage/ahci",
          "driver/storage/blkdev",
          "driver/storage/nvme",
          "driver/storage/vioblk",
          "driver/network/e1000g",
          "driver/network/vioif");

  private Consolidation() {}

  static void addAll(Release release) throws IOException {
    // One of the core is newer than the incorporation admits.
    release.add(
        release
            .exactly("system/network", "0.5.11-" + release.branch() + ".2", "Network, next build")
            .require(Release.INCORPORATION)
            .program("sbin/ipadm"));
    release.add(incorporation(release));
    release.add(entire(release));

    SamplePackage renamed = release.exactly("SUNWbash", "5.2-" + release.branch(), "Old name");
    renamed.require("shell/bash").builder().set("pkg.renamed", "true");
    release.add(renamed);
    SamplePackage obsolete = release.exactly("web/lynx", "2.9-" + release.branch(), "Withdrawn");
    obsolete.builder().set("pkg.obsolete", "true");
    release.add(obsolete);
  }

  /** Ties all core packages so far to the version of their release. */
  static SamplePackage incorporation(Release release) throws IOException {
    SamplePackage incorporation =
        release.exactly(Release.INCORPORATION, release.coreVersion(), "Versions of the core");
    incorporation.builder().set("pkg.depend.install-hold", "core-os.osnet");
    for (String stem : release.coreStems()) {
      incorporation.builder().depend("incorporate", "pkg:/" + stem + "@" + release.coreVersion());
    }
    return incorporation;
  }

  private static SamplePackage entire(Release release) throws IOException {
    SamplePackage entire =
        release.exactly("entire", release.coreVersion(), "Everything that makes a system");
    entire.require(Release.INCORPORATION);
    String prefix = "pkg://" + release.publisher() + "/";
    for (String stem : NEEDED) {
      // From any publisher: a build of one's own may take their place.
      entire.builder().depend("require", "pkg:/" + stem);
    }
    for (String stem : SUGGESTED) {
      entire.builder().depend("optional", prefix + stem);
    }
    for (String stem : SUGGESTED_DRIVERS) {
      entire.builder().depend("optional", prefix + stem, "variant.opensolaris.imagetype=full");
    }
    entire
        .builder()
        .depend("optional", prefix + "text/gnu-grep", "facet.entire.text/gnu-grep=true")
        .depend("optional", prefix + "web/lynx", "variant.opensolaris.zone=nonglobal");
    return entire;
  }
}
