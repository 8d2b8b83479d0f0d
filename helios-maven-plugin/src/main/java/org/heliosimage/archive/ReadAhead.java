package org.heliosimage.archive;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.GzipFile;
import org.heliosimage.tree.GzipReader;
import org.jspecify.annotations.Nullable;

/**
 * Small contents that threads read before it is their turn. Most are so small that handing them
 * over one by one would take longer than reading them, so they go in batches, each into one buffer.
 */
final class ReadAhead implements AutoCloseable {

  private static final int THREADS = 2;

  /** Of the buffers for most contents. */
  private static final int BUFFER = 1 << 18;

  /** Of those for the few larger ones, none of which is larger than this. */
  private static final int LARGE = Prefetcher.SMALL;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "prefetch");
            thread.setDaemon(true);
            return thread;
          });

  private final Queue<GzipReader> readers = new ConcurrentLinkedQueue<>();
  private final Deque<byte[]> buffers = new ArrayDeque<>();
  private final Deque<byte[]> largeBuffers = new ArrayDeque<>();
  private @Nullable Batch open;
  private long held;

  /** A content that is read ahead. */
  static final class Item {
    private final Batch batch;
    private final int number;
    private final int offset;
    private final int length;

    private Item(Batch batch, int offset, int length) {
      this.batch = batch;
      this.number = batch.contents.size();
      this.offset = offset;
      this.length = length;
    }

    /** Writes the content; the next one to be written is the next that was added. */
    void writeTo(Sink out) throws IOException {
      out.write(batch.bytes(number), offset, length);
      batch.used(number);
    }
  }

  /** Contents in one buffer, which are read at once by one thread. */
  private final class Batch {
    private final List<Content> contents = new ArrayList<>();
    private final byte[] buffer;
    private int length;
    private int done;
    private @Nullable IOException problem;
    private @Nullable Future<?> reading;

    Batch(byte[] buffer) {
      this.buffer = buffer;
    }

    private void read() {
      GzipReader reader = readers.poll();
      if (reader == null) {
        reader = new GzipReader();
      }
      try {
        int at = 0;
        for (Content content : contents) {
          if (content instanceof GzipFile gzip) {
            reader.read(gzip, buffer, at);
          } else {
            copy(content, at);
          }
          at += (int) content.size();
          done++;
        }
      } catch (IOException e) {
        problem = e;
      }
      readers.add(reader);
    }

    private void copy(Content content, int at) throws IOException {
      byte[] bytes = content.bytes();
      if (bytes.length != content.size()) {
        throw new EOFException(content + " changed its size");
      }
      System.arraycopy(bytes, 0, buffer, at, bytes.length);
    }

    /** The buffer with the content of a number, or what is wrong with it. */
    byte[] bytes(int number) throws IOException {
      if (reading == null) {
        throw new IllegalStateException("a batch that nobody reads");
      }
      try {
        reading.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IOException("cannot read ahead", e.getCause());
      }
      if (number >= done && problem != null) {
        throw problem;
      }
      return buffer;
    }

    void used(int number) {
      if (number == contents.size() - 1) {
        held -= buffer.length;
        free(buffer.length).push(buffer);
      }
    }
  }

  /** Bytes of the buffers in use. */
  long held() {
    return held;
  }

  private Deque<byte[]> free(int length) {
    return length == LARGE ? largeBuffers : buffers;
  }

  /** Has a content read that is not larger than {@link Prefetcher#SMALL}. */
  Item add(Content content) {
    int size = Math.toIntExact(content.size());
    Batch batch = open;
    if (batch == null || batch.buffer.length - batch.length < size) {
      start();
      int length = size > BUFFER ? LARGE : BUFFER;
      byte[] free = free(length).poll();
      batch = new Batch(free == null ? new byte[length] : free);
      held += batch.buffer.length;
      open = batch;
    }
    Item item = new Item(batch, batch.length, size);
    batch.contents.add(content);
    batch.length += size;
    return item;
  }

  /** Has read what was added. */
  void start() {
    if (open != null) {
      open.reading = threads.submit(open::read);
      open = null;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    for (GzipReader reader = readers.poll(); reader != null; reader = readers.poll()) {
      reader.close();
    }
  }
}
