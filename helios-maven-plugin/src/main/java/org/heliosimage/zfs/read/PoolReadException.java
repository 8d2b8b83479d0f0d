package org.heliosimage.zfs.read;

import java.io.IOException;

/** A pool that cannot be read as asked; the message names the part of the pool. */
public final class PoolReadException extends IOException {
  private static final long serialVersionUID = 1L;

  public PoolReadException(String message) {
    super(message);
  }

  public PoolReadException(String message, Throwable cause) {
    super(message, cause);
  }
}
