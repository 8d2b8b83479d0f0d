package org.heliosimage.ips.image;

import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;

/** An action of a package. */
record Owned(Fmri fmri, Action action) {

  /** The package for messages. */
  String owner() {
    return fmri.shortForm();
  }

  String attribute(String key) {
    return action.value(key, "");
  }
}
