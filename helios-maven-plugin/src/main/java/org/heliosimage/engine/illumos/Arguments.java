package org.heliosimage.engine.illumos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the arguments of a run of image-builder. */
final class Arguments {

  private final List<String> words = new ArrayList<>();
  private Optional<String> outputName = Optional.empty();

  Arguments feature(String directive) {
    words.add("-F");
    words.add(directive);
    return this;
  }

  Arguments features(List<String> directives) {
    directives.forEach(this::feature);
    return this;
  }

  Arguments featureIf(boolean wanted, String directive) {
    return wanted ? feature(directive) : this;
  }

  Arguments flagIf(boolean wanted, String flag) {
    if (wanted) {
      words.add(flag);
    }
    return this;
  }

  Arguments output(String name) {
    words.add("-N");
    words.add(name);
    outputName = Optional.of(name);
    return this;
  }

  Optional<String> outputName() {
    return outputName;
  }

  List<String> words() {
    return words;
  }
}
