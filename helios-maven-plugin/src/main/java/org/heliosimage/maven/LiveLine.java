package org.heliosimage.maven;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.maven.execution.MavenSession;
import org.heliosimage.engine.BuildLog.Unit;
import org.jspecify.annotations.Nullable;

/** One line of a terminal that shows how far the work is; nothing where there is no terminal. */
final class LiveLine {

  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int WIDTH = 79;

  private final @Nullable PrintStream terminal;
  private long last = System.nanoTime();
  private boolean shown;

  private LiveLine(@Nullable PrintStream terminal) {
    this.terminal = terminal;
  }

  /** A live line if the build has a terminal for itself. */
  static LiveLine of(MavenSession session, boolean quiet) {
    boolean alone =
        session.getRequest().isInteractiveMode()
            && session.getRequest().getDegreeOfConcurrency() <= 1;
    String term = System.getenv("TERM");
    boolean capable = term != null && !term.equals("dumb");
    return new LiveLine(!quiet && alone && capable && isTerminal() ? System.out : null);
  }

  // From Java 22 on there is a console even without a terminal, and a method that tells.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  synchronized void show(String name, long done, long total, Unit unit) {
    long now = System.nanoTime();
    if (terminal == null || now - last < INTERVAL) {
      return;
    }
    last = now;
    String amount = amount(done, unit);
    String text = name + ": " + (total > 0 ? amount + " of " + amount(total, unit) : amount);
    terminal.print("\r\u001b[K" + text.substring(0, Math.min(WIDTH, text.length())));
    terminal.flush();
    shown = true;
  }

  synchronized void clear() {
    if (terminal != null && shown) {
      terminal.print("\r\u001b[K");
      terminal.flush();
      shown = false;
    }
  }

  private static String amount(long count, Unit unit) {
    return unit == Unit.BYTES
        ? String.format(Locale.ROOT, "%.1f MiB", count / 1048576.0)
        : count + " " + unit.name().toLowerCase(Locale.ROOT);
  }
}
