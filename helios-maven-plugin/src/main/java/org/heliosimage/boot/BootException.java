package org.heliosimage.boot;

import java.io.IOException;

/** Something that booting needs is not in the image; names the file and what to do. */
public final class BootException extends IOException {
  private static final long serialVersionUID = 1L;

  public BootException(String message) {
    super(message);
  }
}
