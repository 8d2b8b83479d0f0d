package org.heliosimage.ips.image;

import java.io.IOException;

/** Packages that cannot be installed into an image; one sentence that names package and path. */
public final class InstallException extends IOException {
  private static final long serialVersionUID = 1L;

  public InstallException(String message) {
    super(message);
  }
}
