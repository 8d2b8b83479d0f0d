package org.heliosimage.engine.work;

import org.heliosimage.engine.BuildException;
import org.jspecify.annotations.Nullable;

/** The work area cannot be used, or something kept in it is not what was put there. */
public final class WorkException extends BuildException {

  private static final long serialVersionUID = 1L;

  public WorkException(String message) {
    super(message);
  }

  public WorkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public WorkException(String message, String parameter, @Nullable Throwable cause) {
    super(message, parameter, cause);
  }
}
