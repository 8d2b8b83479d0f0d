package org.heliosimage.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileRange;
import org.jspecify.annotations.Nullable;

/**
 * Delivers contents in order while other threads read and inflate the ones to come. Small contents
 * are held whole, within a budget; a large one is streamed when its turn comes.
 */
final class Prefetcher implements Closeable {

  private static final int THREADS = 2;
  private static final int SMALL = 1 << 20;
  private static final long BUDGET = 16 << 20;
  private static final int BUFFER = 1 << 18;

  /** Contents to come; {@code null} in place of a task: nothing to gain by reading ahead. */
  private record Slot(Content content, @Nullable Future<byte[]> task) {}

  private final List<Content> contents;
  private final Deque<Slot> ahead = new ArrayDeque<>();
  private final byte[] buffer = new byte[BUFFER];
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "prefetch");
            thread.setDaemon(true);
            return thread;
          });

  private int next;
  private long held;
  private @Nullable Path openFile;
  private @Nullable FileChannel openChannel;

  Prefetcher(List<Content> contents) {
    this.contents = contents;
  }

  /** Writes the next content, exactly as many bytes as it says to have. */
  void writeNext(Sink out) throws IOException {
    readAhead();
    Slot slot = ahead.remove();
    Future<byte[]> task = slot.task();
    if (task != null) {
      held -= slot.content().size();
      out.write(result(task));
    } else if (slot.content() instanceof FileRange range) {
      copy(range, out);
    } else {
      copy(slot.content(), out);
    }
  }

  private void readAhead() {
    while (next < contents.size() && (held < BUDGET || ahead.isEmpty())) {
      Content content = contents.get(next++);
      if (content.size() > SMALL || content.size() == 0 || isDirect(content)) {
        ahead.add(new Slot(content, null));
      } else {
        held += content.size();
        Callable<byte[]> read = content::bytes;
        ahead.add(new Slot(content, threads.submit(read)));
      }
    }
  }

  private static boolean isDirect(Content content) {
    return content instanceof FileRange || content instanceof Content.Memory;
  }

  /** Ranges mostly follow each other in one file, so that stays open. */
  private void copy(FileRange range, Sink out) throws IOException {
    FileChannel channel = openChannel;
    if (channel == null || !range.file().equals(openFile)) {
      if (channel != null) {
        channel.close();
      }
      channel = FileChannel.open(range.file(), StandardOpenOption.READ);
      openChannel = channel;
      openFile = range.file();
    }
    out.write(channel, range.offset(), range.length());
  }

  private void copy(Content content, Sink out) throws IOException {
    long done = 0;
    try (InputStream in = content.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        done += count;
        if (done > content.size()) {
          break;
        }
        out.write(buffer, 0, count);
      }
    }
    if (done != content.size()) {
      throw new IOException(content + " changed its size");
    }
  }

  private static byte[] result(Future<byte[]> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      throw new IOException("cannot read ahead", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    FileChannel channel = openChannel;
    if (channel != null) {
      channel.close();
    }
  }
}
