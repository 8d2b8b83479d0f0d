package org.heliosimage.engine.portable;

import java.io.IOException;

/**
 * Carries out one kind of step. Implementations have no state: what a step leaves for later ones is
 * in the context.
 *
 * @param <S> the step's record
 */
@FunctionalInterface
public interface StepExecutor<S> {

  /**
   * Carries out a step whose texts are already expanded.
   *
   * @throws IOException if it cannot be done; the message is a sentence that names the path or
   *     package, the caller adds template, line and step
   */
  void run(S step, StepContext context) throws IOException;
}
