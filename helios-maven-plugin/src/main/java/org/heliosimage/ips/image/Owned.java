package org.heliosimage.ips.image;

import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.solve.Candidate;

/** An action of a package. */
record Owned(Fmri fmri, Action action) {

  /** The package for messages. */
  String owner() {
    return Candidate.nameOf(fmri);
  }

  String attribute(String key) {
    return action.value(key, "");
  }
}
