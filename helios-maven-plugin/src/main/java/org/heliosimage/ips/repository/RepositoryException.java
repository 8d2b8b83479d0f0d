package org.heliosimage.ips.repository;

import org.heliosimage.ips.IpsException;

/** A repository that is missing, of a kind we cannot read, or lacks or damages something. */
public final class RepositoryException extends IpsException {

  private static final long serialVersionUID = 1L;

  public RepositoryException(String message) {
    super(message);
  }

  public RepositoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
