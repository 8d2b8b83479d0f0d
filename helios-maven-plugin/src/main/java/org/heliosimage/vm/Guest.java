package org.heliosimage.vm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.heliosimage.vm.QemuCommand.Terminal;

/** A running machine; closing it ends it. */
public final class Guest implements AutoCloseable {

  private static final long GRACE_SECONDS = 5;

  private final Process process;

  private Guest(Process process) {
    this.process = process;
  }

  /** Starts a machine. */
  public static Guest start(QemuCommand command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.arguments());
    if (command.terminal() == Terminal.READER) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectInput(Redirect.INHERIT);
      builder.redirectOutput(Redirect.INHERIT);
      builder.redirectError(Redirect.INHERIT);
    }
    return new Guest(builder.start());
  }

  /**
   * Waits until a user has ended the machine.
   *
   * @throws VmException if QEMU failed
   */
  public void await() throws IOException, InterruptedException {
    int status = process.waitFor();
    if (status != 0) {
      throw new VmException(
          "QEMU ended with exit status " + status + "; its message is above this line");
    }
  }

  /**
   * Reads the console until a text comes.
   *
   * @param lines told every line
   * @throws VmException if the machine ends before the text comes, or the time is over
   */
  public void await(String text, Duration patience, Consumer<String> lines)
      throws IOException, InterruptedException {
    ConsoleText console = new ConsoleText(lines, text);
    CompletableFuture<Boolean> found = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(console, found), "console");
    reader.setDaemon(true);
    reader.start();
    try {
      if (!found.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new VmException(
            "The machine ended without the text \"%s\" on its console; %s"
                .formatted(text, lastLine(console)));
      }
    } catch (TimeoutException e) {
      close();
      reader.join();
      throw new VmException(
          "The text \"%s\" did not come on the console within %d seconds; %s"
              .formatted(text, patience.toSeconds(), lastLine(console)));
    } catch (ExecutionException e) {
      throw new IOException("The console cannot be read: " + e.getMessage(), e);
    }
  }

  private static String lastLine(ConsoleText console) {
    return console.last().isEmpty()
        ? "it printed nothing"
        : "its last line is \"" + console.last() + "\"";
  }

  private void read(ConsoleText console, CompletableFuture<Boolean> found) {
    try (InputStream in = new BufferedInputStream(process.getInputStream())) {
      boolean seen = false;
      for (int value = in.read(); value >= 0; value = in.read()) {
        if (console.add(value) && !seen) {
          seen = true;
          console.end();
          found.complete(true);
        }
      }
      console.end();
      found.complete(false);
    } catch (IOException e) {
      found.completeExceptionally(e);
    }
  }

  /** Ends the machine, as pulling its plug does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
