package org.heliosimage.zfs.zpl;

import java.io.IOException;

/** A file that ZFS cannot hold, or a structure on disk that makes no sense. */
public final class ZplException extends IOException {
  private static final long serialVersionUID = 1L;

  public ZplException(String message) {
    super(message);
  }
}
