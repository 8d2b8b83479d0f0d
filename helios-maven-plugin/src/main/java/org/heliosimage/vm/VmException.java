package org.heliosimage.vm;

import java.io.IOException;

/** A machine that cannot be started, or that did not do what was expected of it. */
public final class VmException extends IOException {
  private static final long serialVersionUID = 1L;

  public VmException(String message) {
    super(message);
  }
}
