package org.heliosimage.ips.repository;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.heliosimage.ips.IpsException;
import org.jspecify.annotations.Nullable;

/**
 * The time during which a build uses the package cache. Nothing is removed from a cache while a
 * build uses it; the last of several builds at once makes it smaller.
 *
 * <pre>
 * use/PROCESS-*.build   one for each build, locked by it as long as it runs
 * use/gate              locked while a build starts or the cache is made smaller
 * </pre>
 */
public final class CacheUse implements AutoCloseable {

  private static final String SUFFIX = ".build";
  private static final long RETRY_MILLIS = 20;

  /** File locks are no use between threads of one JVM. */
  private static final ReentrantLock GATE = new ReentrantLock();

  /**
   * Names this process. Its own files must not be opened to see whether they are locked: closing
   * one of several channels to a file takes all locks of the process from it.
   */
  static final String PROCESS =
      ProcessHandle.current().pid()
          + "-"
          + ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L)
          + "-";

  private final Path cache;
  private final @Nullable Path file;
  private final @Nullable FileChannel channel;
  private final FileTime start;
  private volatile boolean used;

  private CacheUse(Path cache, @Nullable Path file, @Nullable FileChannel channel, FileTime start) {
    this.cache = cache;
    this.file = file;
    this.channel = channel;
    this.start = start;
  }

  /** A build starts to use a cache, whose folder is made if it is missing. */
  public static CacheUse begin(Path cache) throws IOException {
    Path folder = Files.createDirectories(cache.resolve("use"));
    return gated(
        folder,
        () -> {
          Path file = Files.createTempFile(folder, PROCESS, SUFFIX);
          FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          try {
            channel.tryLock();
            return new CacheUse(cache, file, channel, Files.getLastModifiedTime(file));
          } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
          }
        });
  }

  /** A cache that nobody else uses and that is never made smaller. */
  public static CacheUse alone(Path cache) {
    return new CacheUse(cache, null, null, FileTime.fromMillis(0));
  }

  /** The folder of the cache. */
  public Path cache() {
    return cache;
  }

  /** Notes that a file is in the cache now. */
  void added() {
    used = true;
  }

  /** Notes that a file of the cache was of use: those go first that were not for long. */
  void touch(Path entry) throws IOException {
    used = true;
    if (file == null) {
      return;
    }
    try {
      if (Files.getLastModifiedTime(entry).compareTo(start) < 0) {
        Files.setLastModifiedTime(entry, start);
      }
    } catch (NoSuchFileException e) {
      // Another build is about to replace it.
    }
  }

  /**
   * Ends the use, and makes the cache smaller if nobody else uses it.
   *
   * @param maxBytes what may be left
   */
  public void end(long maxBytes) throws IOException {
    if (file == null || !used) {
      close();
      return;
    }
    gated(
        cache.resolve("use"),
        () -> {
          close();
          if (!isInUse()) {
            CacheLimit.apply(cache, maxBytes);
          }
          return maxBytes;
        });
  }

  private boolean isInUse() throws IOException {
    boolean inUse = false;
    try (DirectoryStream<Path> builds =
        Files.newDirectoryStream(cache.resolve("use"), "*" + SUFFIX)) {
      for (Path build : builds) {
        inUse |= build.getFileName().toString().startsWith(PROCESS) || isLocked(build);
      }
    }
    return inUse;
  }

  /** Whether a build of another process still runs; what it left is removed if not. */
  private static boolean isLocked(Path build) {
    try (FileChannel other = FileChannel.open(build, StandardOpenOption.WRITE)) {
      if (other.tryLock() == null) {
        return true;
      }
      Files.deleteIfExists(build);
      return false;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | OverlappingFileLockException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null && file != null && channel.isOpen()) {
      // Removed first: nobody must find it without its lock and take it for left behind.
      Files.deleteIfExists(file);
      channel.close();
    }
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T gated(Path folder, Action<T> action) throws IOException {
    try {
      GATE.lockInterruptibly();
      try (FileChannel gate =
          FileChannel.open(
              folder.resolve("gate"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLock lock = lock(gate);
        try {
          return action.run();
        } finally {
          lock.release();
        }
      } finally {
        GATE.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IpsException("interrupted while another build was using " + folder, e);
    }
  }

  private static FileLock lock(FileChannel gate) throws IOException, InterruptedException {
    while (true) {
      try {
        return gate.lock();
      } catch (OverlappingFileLockException e) {
        // The same plugin in another class loader of this JVM has it.
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }
}
