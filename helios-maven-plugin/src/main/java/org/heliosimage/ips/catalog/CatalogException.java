package org.heliosimage.ips.catalog;

import org.heliosimage.ips.IpsException;

/** A catalog that is damaged or of a kind we do not know. */
public final class CatalogException extends IpsException {

  private static final long serialVersionUID = 1L;

  CatalogException(String message) {
    super(message);
  }

  CatalogException(String message, Throwable cause) {
    super(message, cause);
  }
}
