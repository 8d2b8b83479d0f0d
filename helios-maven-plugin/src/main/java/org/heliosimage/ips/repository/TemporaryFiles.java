package org.heliosimage.ips.repository;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that are being written. Each is locked by its writer, so those that a killed build left can
 * be told from those of a build that runs, and are removed.
 */
final class TemporaryFiles {

  private static final AtomicLong NUMBER = new AtomicLong();

  private final Path folder;

  TemporaryFiles(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        removeIfAbandoned(file);
      }
    }
  }

  private static void removeIfAbandoned(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Somebody writes it, or removed it, or it is not ours to remove.
    }
  }

  /** A new file, open for writing; closing it without moving it removes it. */
  Output create() throws IOException {
    Path file;
    FileChannel channel = null;
    do {
      file = folder.resolve("payload" + CacheUse.PROCESS + NUMBER.incrementAndGet() + ".gz");
      try {
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        // Of the same plugin in another class loader of this JVM, or of a process before us.
      }
    } while (channel == null);
    try {
      channel.tryLock();
      return new Output(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** A file that is being written. */
  static final class Output implements Closeable {
    private final Path file;
    private final FileChannel channel;

    private Output(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    OutputStream stream() {
      return Channels.newOutputStream(channel);
    }

    /** Where the bytes are until they are moved. */
    Path path() {
      return file;
    }

    /** Gives the finished file its name, in place of what is there. */
    void moveTo(Path target) throws IOException {
      channel.close();
      Files.createDirectories(target.getParent());
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(file);
    }
  }
}
