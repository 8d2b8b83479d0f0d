package org.heliosimage.engine.portable;

import org.heliosimage.engine.BuildLog;

/** Says nothing. */
final class SilentLog implements BuildLog, BuildLog.Task {
  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {}

  @Override
  public void warn(String message) {}

  @Override
  public BuildLog.Task task(String name) {
    return this;
  }

  @Override
  public void progress(long done, long total, BuildLog.Unit unit) {}

  @Override
  public void done(String summary) {}

  @Override
  public void close() {}
}
