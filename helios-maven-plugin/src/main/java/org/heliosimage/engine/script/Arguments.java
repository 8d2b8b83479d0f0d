package org.heliosimage.engine.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the arguments of a run of image-builder. */
final class Arguments {

  private final Switches switches;
  private final List<String> words = new ArrayList<>();
  private Optional<String> outputName = Optional.empty();

  Arguments(Switches switches) {
    this.switches = switches;
  }

  Arguments feature(String directive) {
    words.add("-F");
    words.add(directive);
    return this;
  }

  Arguments features(List<String> directives) {
    directives.forEach(this::feature);
    return this;
  }

  /** The feature of a switch if that is on, without a value. */
  Arguments flag(Switch wanted) {
    return switches.has(wanted) ? feature(wanted.feature()) : this;
  }

  /** The feature of a switch with its value if that is on. */
  Arguments value(Switch wanted) {
    switches.value(wanted).ifPresent(value -> feature(wanted.feature() + "=" + value));
    return this;
  }

  Arguments wordIf(boolean wanted, String word) {
    if (wanted) {
      words.add(word);
    }
    return this;
  }

  Arguments output(String name) {
    words.add("-N");
    words.add(name);
    outputName = Optional.of(name);
    return this;
  }

  Arguments outputIf(boolean wanted, String name) {
    return wanted ? output(name) : this;
  }

  Optional<String> outputName() {
    return outputName;
  }

  List<String> words() {
    return words;
  }
}
