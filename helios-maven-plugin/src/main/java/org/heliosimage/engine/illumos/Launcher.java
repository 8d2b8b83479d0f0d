package org.heliosimage.engine.illumos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.heliosimage.engine.BuildException;

/** Runs commands; every process of the native engine begins here. */
final class Launcher {

  /** Exit statuses above this one mean that a signal ended the process. */
  private static final int SIGNALS = 128;

  private static final long GRACE_MILLIS = 5_000;

  private final Host host;

  Launcher(Host host) {
    this.host = host;
  }

  Host host() {
    return host;
  }

  /**
   * Runs a command to its end.
   *
   * @param lines told every line that it prints, as it comes
   * @return the lines of its standard output
   * @throws CommandException if it fails or takes too long
   */
  List<String> run(Command command, Consumer<String> lines) throws IOException {
    Process process = start(command);
    List<String> printed = Collections.synchronizedList(new ArrayList<>());
    LastLines all = new LastLines();
    LastLines errors = new LastLines();
    Thread output =
        reader(
            process.getInputStream(),
            line -> {
              printed.add(line);
              all.add(line);
              lines.accept(line);
            });
    Thread error =
        reader(
            process.getErrorStream(),
            line -> {
              errors.add(line);
              all.add(line);
              lines.accept(line);
            });
    try {
      process.getOutputStream().close();
      if (!process.waitFor(command.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        List<String> last = all.get();
        throw new CommandException(command, tooLong(process, command), last, errors.get());
      }
      // What it has started itself may keep the pipes open.
      output.join(GRACE_MILLIS);
      error.join(GRACE_MILLIS);
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new BuildException(command.title() + " was interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new CommandException(command, how(process.exitValue()), all.get(), errors.get());
    }
    return List.copyOf(printed);
  }

  private Process start(Command command) throws IOException {
    String name = command.words().get(0);
    List<String> words = new ArrayList<>(command.words());
    words.set(
        0,
        host.find(name)
            .orElseThrow(
                () ->
                    new BuildException(
                        name.startsWith("/")
                            ? "the program " + name + " is missing"
                            : "the program " + name + " is in no folder of PATH"))
            .toString());
    ProcessBuilder builder = new ProcessBuilder(words).directory(command.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(host.environment());
    builder.environment().putAll(command.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new BuildException(command.title() + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static Thread reader(InputStream in, Consumer<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  lines.accept(line);
                }
              } catch (IOException | UncheckedIOException e) {
                // The process was ended while it was printing.
                lines.accept("(the rest cannot be read: " + e.getMessage() + ")");
              }
            },
            "output of a command");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static String tooLong(Process process, Command command) {
    String text = "took more than " + command.patience().toSeconds() + " s";
    kill(process);
    return process.isAlive()
        ? text + " and could not be ended (pfexec kill " + process.pid() + " does it)"
        : text;
  }

  /** Ends a process and what it has started, unless it runs as somebody else. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String how(int status) {
    return status > SIGNALS
        ? "was killed by signal " + (status - SIGNALS)
        : "ended with exit status " + status;
  }
}
