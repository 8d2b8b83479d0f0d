package org.heliosimage.zfs;

import java.io.IOException;

/** A pool that cannot be written as asked; the message names the option, dataset or object. */
public final class PoolException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long neededBytes;

  public PoolException(String message) {
    this(message, 0);
  }

  public PoolException(String message, Throwable cause) {
    super(message, cause);
    this.neededBytes = 0;
  }

  private PoolException(String message, long neededBytes) {
    super(message);
    this.neededBytes = neededBytes;
  }

  /** The device is too small for what is to be stored. */
  public static PoolException tooSmall(String pool, long size, long neededBytes) {
    return new PoolException(
        "pool "
            + pool
            + " needs a device of "
            + (neededBytes >> 20)
            + " MiB and has one of "
            + (size >> 20)
            + " MiB: raise the size of the image",
        neededBytes);
  }

  /** The device size that would do, or 0 if size is not the problem. */
  public long neededBytes() {
    return neededBytes;
  }
}
