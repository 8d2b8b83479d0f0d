package org.heliosimage.engine.portable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes what finished stages leave in the work area while the next stage runs: one thing after the
 * other, in the order given. A build that dies before its end has not kept it, and makes it again.
 */
final class Keeping implements AutoCloseable {

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread keeper = new Thread(task, "keeping");
            keeper.setDaemon(true);
            return keeper;
          });

  private final Deque<Future<Void>> tasks = new ArrayDeque<>();

  /** Something to be written. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException;
  }

  /** Has something written that nobody needs before {@link #finish}. */
  void later(Task task) {
    Callable<Void> call =
        () -> {
          task.run();
          return null;
        };
    tasks.add(thread.submit(call));
  }

  /**
   * Waits until all is written.
   *
   * @throws IOException if something could not be written
   */
  void finish() throws IOException {
    while (!tasks.isEmpty()) {
      try {
        tasks.remove().get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("The build was interrupted while it wrote its work area.");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException problem) {
          throw problem;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      finish();
    } finally {
      thread.shutdownNow();
    }
  }
}
