package org.heliosimage.disk;

import java.io.IOException;

/** A layout that fits no disk, or an image whose label is damaged. */
public final class DiskException extends IOException {
  private static final long serialVersionUID = 1L;

  public DiskException(String message) {
    super(message);
  }
}
