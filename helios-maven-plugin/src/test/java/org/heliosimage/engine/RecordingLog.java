package org.heliosimage.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what a build tells, for tests that look at it and for those that do not. */
public final class RecordingLog implements BuildLog {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** All that was told, in order. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Forgets what was told. */
  public void clear() {
    lines.clear();
  }

  /** Whether a task has ended well whose name begins so. */
  public boolean ran(String task) {
    return lines().stream().anyMatch(line -> line.startsWith("done " + task));
  }

  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {
    lines.add(message);
  }

  @Override
  public void warn(String message) {
    lines.add("warning: " + message);
  }

  @Override
  public Task task(String name) {
    lines.add(name + " begins");
    return new Task() {
      @Override
      public void progress(long done, long total, Unit unit) {}

      @Override
      public void done(String summary) {
        lines.add("done " + name + ": " + summary);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String toString() {
    return String.join("\n", lines());
  }
}
