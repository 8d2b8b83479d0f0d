package org.heliosimage.ips.repository;

import org.heliosimage.ips.IpsException;

/** A payload that is missing or is not what the manifest says. */
public final class PayloadException extends IpsException {

  private static final long serialVersionUID = 1L;

  PayloadException(String message) {
    super(message);
  }

  PayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
