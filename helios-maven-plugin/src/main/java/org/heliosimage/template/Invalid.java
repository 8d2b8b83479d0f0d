package org.heliosimage.template;

/**
 * Why a value is refused, to follow its place in a sentence; whoever catches it knows the place.
 */
final class Invalid extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  Invalid(String problem) {
    super(problem);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}
