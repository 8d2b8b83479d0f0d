package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to work in a folder, against threads of this JVM and against other processes. The
 * operating system takes the lock back from a process that dies.
 */
public final class WorkLock implements AutoCloseable {

  private static final ConcurrentMap<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();
  private static final long RETRY_MILLIS = 50;

  private final ReentrantLock threads;
  private final FileChannel channel;
  private final FileLock processes;

  private WorkLock(ReentrantLock threads, FileChannel channel, FileLock processes) {
    this.threads = threads;
    this.channel = channel;
    this.processes = processes;
  }

  /** Waits for the lock of a file, which is made if it is missing. */
  public static WorkLock take(Path file) throws IOException {
    Path parent = file.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new WorkException("the lock " + file + " cannot be in the root folder");
    }
    Files.createDirectories(parent);
    Path real = parent.toRealPath().resolve(file.getFileName());
    ReentrantLock threads = IN_THIS_JVM.computeIfAbsent(real, key -> new ReentrantLock());
    try {
      threads.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkException("interrupted while another build was using " + parent, e);
    }
    boolean taken = false;
    FileChannel channel = null;
    try {
      channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel, parent);
      taken = true;
      return new WorkLock(threads, channel, lock);
    } finally {
      if (!taken) {
        if (channel != null) {
          channel.close();
        }
        threads.unlock();
      }
    }
  }

  private static FileLock lock(FileChannel channel, Path folder) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        // The same plugin in another class loader of this JVM has it: no blocking wait for those.
        try {
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new WorkException(
              "interrupted while another build was using " + folder, interrupted);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      processes.release();
    } finally {
      threads.unlock();
    }
  }
}
