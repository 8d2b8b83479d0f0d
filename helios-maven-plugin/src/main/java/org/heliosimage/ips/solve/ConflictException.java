package org.heliosimage.ips.solve;

import org.heliosimage.ips.IpsException;

/** No set of packages has what is asked for; the message tells the requirements that collide. */
public final class ConflictException extends IpsException {
  private static final long serialVersionUID = 1L;

  public ConflictException(String message) {
    super(message);
  }
}
