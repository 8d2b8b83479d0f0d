package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Notes everything that a stage consults while it runs. Safe for use by several threads. */
public final class InputTrace {

  private final Digests digests;
  private final Map<String, Input> inputs = new TreeMap<>();
  private final SortedSet<Remote> remotes = new TreeSet<>();

  /**
   * A copy on this machine of something over the network: the copy is an input, and is to be
   * brought up to date before that is looked at again.
   *
   * @param uri the repository
   * @param part which part of it
   */
  public record Remote(String uri, String part) implements Comparable<Remote> {
    @Override
    public int compareTo(Remote other) {
      int byUri = uri.compareTo(other.uri);
      return byUri != 0 ? byUri : part.compareTo(other.part);
    }
  }

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

  /** Notes that an input is a copy of something over the network. */
  public synchronized void remote(String uri, String part) {
    remotes.add(new Remote(uri, part));
  }

  /** What is to be brought up to date. */
  public synchronized SortedSet<Remote> remotes() {
    return new TreeSet<>(remotes);
  }

  /** All that was consulted, in the order of the labels. */
  public synchronized List<Input> inputs() {
    return new ArrayList<>(inputs.values());
  }
}
