package org.heliosimage.boot.block;

import java.io.IOException;

/** A boot program that is missing or not what it should be; names the file and the remedy. */
public final class BootBlockException extends IOException {
  private static final long serialVersionUID = 1L;

  public BootBlockException(String message) {
    super(message);
  }
}
