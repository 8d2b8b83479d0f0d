package org.heliosimage.ips.publish.sample;

import java.io.IOException;

/** Publishers beside the one of a release: they have what takes the place of some packages. */
final class OtherBuilds {

  private OtherBuilds() {}

  /** What {@code onu} updates to: a newer core, of which the kernel must do. */
  static Release nightly(SharedPacker packer) throws IOException {
    Release release = new Release("on-nightly", "3.0.999", packer);
    release.add(BootFiles.kernel(release));
    release.add(BootFiles.platform(release));
    release.add(Consolidation.incorporation(release));
    return release;
  }

  /** What the feature {@code serdev} prefers. */
  static Release serdev(SharedPacker packer) throws IOException {
    Release release = new Release("helios-serdev", "2.0", packer);
    release.add(release.other("web/curl", "8.18", "Transfers by URL").program("usr/bin/curl"));
    return release;
  }
}
