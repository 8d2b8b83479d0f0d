package org.heliosimage.ips.image;

import org.heliosimage.ips.IpsException;

/** An operation that changes nothing; pkg(1) ends with code 4 then, which fails a build. */
public final class NothingToDoException extends IpsException {
  private static final long serialVersionUID = 1L;

  public NothingToDoException(String message) {
    super(message);
  }
}
