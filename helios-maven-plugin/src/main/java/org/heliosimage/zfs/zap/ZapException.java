package org.heliosimage.zfs.zap;

import java.io.IOException;

/** Entries that no ZAP object can hold. */
public final class ZapException extends IOException {
  private static final long serialVersionUID = 1L;

  public ZapException(String message) {
    super(message);
  }
}
