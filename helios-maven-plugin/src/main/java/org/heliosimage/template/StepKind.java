package org.heliosimage.template;

import java.util.List;

/**
 * A kind of step.
 *
 * @param name value of {@code t}
 * @param alias a second value of {@code t}, or an empty string
 * @param needsPool whether it makes sense in a template that builds a pool only
 * @param doc what it does
 * @param arguments its keys
 * @param builder makes the step of the values of its keys
 */
record StepKind(
    String name,
    String alias,
    boolean needsPool,
    String doc,
    List<Argument> arguments,
    Builder builder) {

  /** Makes a step. */
  interface Builder {
    Step build(Arguments arguments) throws Invalid;
  }

  static StepKind of(String name, String doc, Builder builder, Argument... arguments) {
    return new StepKind(name, "", false, doc, List.of(arguments), builder);
  }

  StepKind alsoCalled(String otherName) {
    return new StepKind(name, otherName, needsPool, doc, arguments, builder);
  }

  StepKind ofPools() {
    return new StepKind(name, alias, true, doc, arguments, builder);
  }
}
