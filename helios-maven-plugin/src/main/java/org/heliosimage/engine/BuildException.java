package org.heliosimage.engine;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A build cannot go on. The message is one sentence; where the remedy is another value of a build
 * parameter, {@link #parameter()} names it, so that the caller can say how the user spells it.
 */
public class BuildException extends IOException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String parameter;

  public BuildException(String message) {
    this(message, null, null);
  }

  public BuildException(String message, @Nullable Throwable cause) {
    this(message, null, cause);
  }

  /**
   * With the parameter to change.
   *
   * @param parameter name of a component of {@code BuildRequest}
   */
  public BuildException(String message, @Nullable String parameter, @Nullable Throwable cause) {
    super(message, cause);
    this.parameter = parameter;
  }

  /** The parameter whose value is to be changed. */
  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }
}
