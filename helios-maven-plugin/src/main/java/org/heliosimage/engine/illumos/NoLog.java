package org.heliosimage.engine.illumos;

import org.heliosimage.engine.BuildLog;

/** Says nothing: for looking around before a build. */
final class NoLog implements BuildLog, BuildLog.Task {
  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {}

  @Override
  public void warn(String message) {}

  @Override
  public Task task(String name) {
    return this;
  }

  @Override
  public void progress(long done, long total, Unit unit) {}

  @Override
  public void done(String summary) {}

  @Override
  public void close() {}
}
