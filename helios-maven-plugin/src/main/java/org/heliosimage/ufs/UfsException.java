package org.heliosimage.ufs;

import java.io.IOException;

/** A tree that a UFS cannot hold, or a UFS that is damaged. */
public final class UfsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long neededBytes;

  public UfsException(String message) {
    this(message, 0);
  }

  /**
   * For a file system that is too small.
   *
   * @param neededBytes the size with which it would do
   */
  public UfsException(String message, long neededBytes) {
    super(message);
    this.neededBytes = neededBytes;
  }

  /** The size with which the file system would do, or 0 if the size is not what is wrong. */
  public long neededBytes() {
    return neededBytes;
  }
}
