package org.heliosimage.engine.portable;

import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;

/** Versions as people read them. */
final class VersionText {

  private VersionText() {}

  /** Without the time of publication. */
  static String of(Fmri fmri) throws IpsException {
    String text = fmri.requireVersion().shortForm();
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  /** With the time if the other one does not differ otherwise. */
  static String of(Fmri fmri, Fmri other) throws IpsException {
    return of(fmri).equals(of(other)) ? fmri.requireVersion().shortForm() : of(fmri);
  }
}
