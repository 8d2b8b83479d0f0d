package org.heliosimage.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what a build tells. */
public final class QuietLog implements BuildLog, BuildLog.Task {

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** All that was told, in order. */
  public List<String> lines() {
    return List.copyOf(lines);
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
    return this;
  }

  @Override
  public void progress(long done, long total, Unit unit) {}

  @Override
  public void done(String summary) {
    lines.add("done: " + summary);
  }

  @Override
  public void close() {}
}
