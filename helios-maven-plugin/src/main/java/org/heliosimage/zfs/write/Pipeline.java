package org.heliosimage.zfs.write;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Takes blocks in the order in which they are to be stored, has workers read, compress and sum
 * them, and stores them in that order.
 *
 * <p>One thread feeds and stores. Which block gets which place depends on the order of the blocks
 * alone, as the number of batches on the way is fixed: neither the number of workers nor their
 * speed matters.
 */
final class Pipeline implements Closeable {

  /** Batches in the hands of the workers. */
  private static final int WINDOW = 6;

  private static final int MAX_WORKERS = 4;

  private final BlockStore store;
  private final LongConsumer progress;
  private final Supplier<Packer> packers;
  private final Queue<Packer> idlePackers = new ConcurrentLinkedQueue<>();
  private final SourceFiles files = new SourceFiles();
  private final ExecutorService workers;
  private final ArrayDeque<Future<Batch>> running = new ArrayDeque<>();
  private final ArrayDeque<Batch> spare = new ArrayDeque<>();
  private final List<ObjectTree> complete = new ArrayList<>();
  private Batch open = new Batch();
  private boolean storing;

  Pipeline(BlockStore store, Supplier<Packer> packers, LongConsumer progress) {
    this.store = store;
    this.packers = packers;
    this.progress = progress;
    int count = Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
    this.workers =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "pool-writer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Gives a block. If it brings neither bytes nor a source, it has room for its bytes afterwards,
   * which are to be filled in before the next call.
   */
  void add(Block block) throws IOException {
    boolean needsRoom = block.bytes.length == 0;
    if (storing && needsRoom) {
      throw new IllegalStateException("a block made while storing must bring its bytes");
    }
    if (!storing && open.isFull(block)) {
      passOn();
    }
    open.add(block, needsRoom);
  }

  /** Gives a full batch away, and stores one when as many are on the way as may be. */
  private void passOn() throws IOException {
    submit();
    while (running.size() > WINDOW) {
      storeOldest();
    }
  }

  /** Stores everything that was given, and what the owners of stored blocks gave in turn. */
  void drain() throws IOException {
    while (!running.isEmpty() || !open.blocks.isEmpty()) {
      if (!open.blocks.isEmpty()) {
        submit();
      }
      storeOldest();
    }
  }

  private void submit() {
    Batch batch = open;
    running.add(
        workers.submit(
            () -> {
              Packer packer = idlePackers.poll();
              if (packer == null) {
                packer = packers.get();
              }
              try {
                return batch.pack(packer, files);
              } finally {
                idlePackers.add(packer);
              }
            }));
    open = spare.isEmpty() ? new Batch() : spare.pop();
  }

  private void storeOldest() throws IOException {
    Batch batch = await(running.remove());
    byte[] pointers = batch.pointers();
    place(batch, pointers);
    storing = true;
    try {
      tellOwners(batch, pointers);
      finishObjects();
    } finally {
      storing = false;
    }
    batch.clear();
    spare.push(batch);
    progress.accept(store.fileBytes());
  }

  private void place(Batch batch, byte[] pointers) throws IOException {
    int at = 0;
    for (Block block : batch.blocks) {
      store.place(block, pointers, at);
      at += Pointers.SIZE;
    }
  }

  private static void tellOwners(Batch batch, byte[] pointers) throws IOException {
    int at = 0;
    for (Block block : batch.blocks) {
      block.sink.placed(block, pointers, at);
      at += Pointers.SIZE;
    }
  }

  private void finishObjects() throws IOException {
    for (ObjectTree tree : complete) {
      tree.finish();
    }
    complete.clear();
  }

  /** Remembers an object of which all blocks are stored. */
  void complete(ObjectTree tree) throws IOException {
    if (storing) {
      complete.add(tree);
    } else {
      tree.finish();
    }
  }

  private static Batch await(Future<Batch> batch) throws IOException {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while writing").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    try {
      while (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        // A worker ends with its batch.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    idlePackers.forEach(Packer::close);
    files.close();
  }
}
