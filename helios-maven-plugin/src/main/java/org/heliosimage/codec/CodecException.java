package org.heliosimage.codec;

import java.io.IOException;

/** Encoded bytes that do not follow their format. */
public final class CodecException extends IOException {
  private static final long serialVersionUID = 1L;

  public CodecException(String message) {
    super(message);
  }

  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
