package org.heliosimage.ips.trust;

import org.heliosimage.ips.IpsException;

/** A package, or a certificate, that is not trusted; the message says what can be done. */
public final class TrustException extends IpsException {

  private static final long serialVersionUID = 1L;

  TrustException(String message) {
    super(message);
  }

  TrustException(String message, Throwable cause) {
    super(message, cause);
  }
}
