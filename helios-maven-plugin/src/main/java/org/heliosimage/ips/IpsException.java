package org.heliosimage.ips;

import java.io.IOException;

/** Something about packages is wrong; the message is one sentence for the user. */
public class IpsException extends IOException {

  private static final long serialVersionUID = 1L;

  public IpsException(String message) {
    super(message);
  }

  public IpsException(String message, Throwable cause) {
    super(message, cause);
  }
}
