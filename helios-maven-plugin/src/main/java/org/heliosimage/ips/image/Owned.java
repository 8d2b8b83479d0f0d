package org.heliosimage.ips.image;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.solve.Candidate;
import org.jspecify.annotations.Nullable;

/** An action of a package. */
record Owned(Fmri fmri, Action action) {

  /** How pkg(1) writes a time. */
  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  /** Whether there is something to do if the other one has been carried out. */
  boolean differsFrom(@Nullable Owned old) {
    return old == null || !old.action().equals(action);
  }

  /** The package for messages. */
  String owner() {
    return Candidate.nameOf(fmri);
  }

  String attribute(String key) {
    return action.value(key, "");
  }
}
