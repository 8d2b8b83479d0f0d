package org.heliosimage.iso;

import java.io.IOException;

/** A tree that an ISO image cannot hold, or an image that is damaged. */
public final class IsoException extends IOException {
  private static final long serialVersionUID = 1L;

  public IsoException(String message) {
    super(message);
  }
}
