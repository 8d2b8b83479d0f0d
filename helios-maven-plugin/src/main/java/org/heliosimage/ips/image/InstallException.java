package org.heliosimage.ips.image;

import java.io.IOException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.tree.DamagedContentException;

/** Packages that cannot be installed into an image; one sentence that names package and path. */
public final class InstallException extends IOException {
  private static final long serialVersionUID = 1L;

  public InstallException(String message) {
    super(message);
  }

  private InstallException(String message, IOException cause) {
    super(message, cause);
  }

  /** A payload is not what its package says, which shows when it is read. */
  static InstallException damaged(String path, Fmri fmri, DamagedContentException cause) {
    return new InstallException(
        "the payload of /%s in package %s cannot be used: %s; put back the file that was published"
            .formatted(path, fmri, cause.getMessage()),
        cause);
  }
}
