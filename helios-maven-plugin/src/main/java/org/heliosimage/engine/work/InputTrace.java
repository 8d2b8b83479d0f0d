package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Notes everything that a stage consults while it runs. Safe for use by several threads. */
public final class InputTrace {

  private final Digests digests;
  private final Map<String, Input> inputs = new TreeMap<>();

  public InputTrace(Digests digests) {
    this.digests = digests;
  }

  /**
   * Looks at a regular file that may be missing.
   *
   * @return the digest of its bytes
   */
  public synchronized Optional<String> file(String label, Path path) throws IOException {
    Input input = inputs.get(label);
    if (input == null) {
      input = Input.file(label, path, digests);
      inputs.put(label, input);
    }
    return input.state().equals(Input.ABSENT) ? Optional.empty() : Optional.of(input.state());
  }

  /** Looks at the names in a folder that may be missing. */
  public synchronized void names(String label, Path folder) throws IOException {
    if (!inputs.containsKey(label)) {
      inputs.put(label, Input.names(label, folder));
    }
  }

  /** All that was consulted, in the order of the labels. */
  public synchronized List<Input> inputs() {
    return new ArrayList<>(inputs.values());
  }
}
