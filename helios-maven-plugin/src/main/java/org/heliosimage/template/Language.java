package org.heliosimage.template;

import static org.heliosimage.template.Argument.optional;
import static org.heliosimage.template.Argument.required;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heliosimage.template.Argument.Takes;

/** Everything the language knows: steps, build kinds and their keys. */
final class Language {

  /** Keys that every step may have. */
  static final List<Argument> COMMON =
      List.of(
          required("t", Takes.TEXT, "kind of the step"),
          optional("with", Takes.TEXT, "skip the step unless this feature is defined"),
          optional("without", Takes.TEXT, "skip the step if this feature is defined"));

  static final Set<String> COMMON_NAMES = Set.of("t", "with", "without");

  static final String INCLUDE = "include";

  static final String INCLUDE_DOC =
      "Splices the steps of another file in place, after its own `with` and `without`.";

  static final List<Argument> INCLUDE_ARGUMENTS =
      List.of(
          required("name", Takes.TEXT, "name of the include"),
          optional("file", Takes.TEXT, "absolute path on the building machine, used instead")
              .withMacros());

  /** Kinds of steps in the order of the reference page. */
  static final List<StepKind> STEPS =
      Stream.of(PackageSteps.KINDS, FileSteps.KINDS, SystemSteps.KINDS)
          .flatMap(List::stream)
          .toList();

  /** Kinds of steps by the value of {@code t}. */
  static final Map<String, StepKind> STEPS_BY_NAME = stepsByName();

  private Language() {}

  private static Map<String, StepKind> stepsByName() {
    Map<String, StepKind> byName = new TreeMap<>();
    for (StepKind kind : STEPS) {
      byName.put(kind.name(), kind);
      if (!kind.alias().isEmpty()) {
        byName.put(kind.alias(), kind);
      }
    }
    return byName;
  }
}
