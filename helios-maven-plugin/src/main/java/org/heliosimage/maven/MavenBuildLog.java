package org.heliosimage.maven;

import java.util.Locale;
import java.util.function.Predicate;
import org.apache.maven.plugin.logging.Log;
import org.heliosimage.engine.BuildLog;

/** Tells a build in Maven's log: a line for each piece of work when it is done. */
final class MavenBuildLog implements BuildLog {

  private final Log log;
  private final LiveLine live;
  private final Predicate<String> firstTime;

  /**
   * @param firstTime whether a sentence was not told before in this build of the project
   */
  MavenBuildLog(Log log, LiveLine live, Predicate<String> firstTime) {
    this.log = log;
    this.live = live;
    this.firstTime = firstTime;
  }

  @Override
  public void debug(String message) {
    if (log.isDebugEnabled()) {
      live.clear();
      log.debug(message);
    }
  }

  @Override
  public void info(String message) {
    live.clear();
    log.info(message);
  }

  @Override
  public void warn(String message) {
    live.clear();
    log.warn(message);
  }

  @Override
  public void difference(String sentence) {
    if (firstTime.test(sentence)) {
      BuildLog.super.difference(sentence);
    }
  }

  @Override
  public Task task(String name) {
    return new TimedTask(name);
  }

  private final class TimedTask implements Task {
    private final String name;
    private final long begin = System.nanoTime();

    TimedTask(String name) {
      this.name = name;
    }

    @Override
    public void progress(long done, long total, Unit unit) {
      live.show(name, done, total, unit);
    }

    @Override
    public void done(String summary) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      info(name + ": " + summary + String.format(Locale.ROOT, " (%.1f s)", seconds));
    }

    @Override
    public void close() {
      live.clear();
    }
  }
}
