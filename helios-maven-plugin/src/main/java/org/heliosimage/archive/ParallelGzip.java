package org.heliosimage.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A gzip file of one member, compressed by several threads: chunks are compressed each on its own,
 * with the end of the one before as dictionary, and joined at byte boundaries. The bytes depend on
 * the input alone, not on the number of threads.
 */
public final class ParallelGzip extends OutputStream {

  private static final int CHUNK = 1 << 19;
  private static final int DICTIONARY = 1 << 15;
  private static final int AHEAD = 4;
  private static final int THREADS = 2;

  /** Magic, method deflate, no flags, no time, nothing about speed, unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final OutputStream out;
  private final int level;
  private final CRC32 crc = new CRC32();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "gzip");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Future<byte[]>> pending = new ArrayDeque<>();

  private byte[] chunk = new byte[CHUNK];
  private byte[] dictionary = {};
  private int filled;
  private long total;
  private boolean finished;

  /** Compresses at the usual level into a stream, which stays open. */
  public ParallelGzip(OutputStream out) throws IOException {
    this(out, Deflater.DEFAULT_COMPRESSION);
  }

  /** Compresses into a stream, which stays open. */
  public ParallelGzip(OutputStream out, int level) throws IOException {
    this.out = out;
    this.level = level;
    out.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    crc.update(buffer, offset, length);
    total += length;
    int done = 0;
    while (done < length) {
      if (filled == CHUNK) {
        submit(false);
      }
      int count = Math.min(length - done, CHUNK - filled);
      System.arraycopy(buffer, offset + done, chunk, filled, count);
      filled += count;
      done += count;
    }
  }

  /** Writes what is left and the end of the file. */
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    submit(true);
    while (!pending.isEmpty()) {
      writeNext();
    }
    long sum = crc.getValue();
    byte[] trailer = new byte[8];
    for (int i = 0; i < 4; i++) {
      trailer[i] = (byte) (sum >>> (8 * i));
      trailer[4 + i] = (byte) (total >>> (8 * i));
    }
    out.write(trailer);
  }

  /** Ends the threads; what was not {@linkplain #finish finished} stays incomplete. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void submit(boolean last) throws IOException {
    byte[] input = chunk;
    int length = filled;
    byte[] before = dictionary;
    pending.add(threads.submit(() -> deflate(before, input, length, last)));
    dictionary = Arrays.copyOfRange(input, Math.max(0, length - DICTIONARY), length);
    chunk = last ? input : new byte[CHUNK];
    filled = 0;
    while (pending.size() > AHEAD) {
      writeNext();
    }
  }

  private byte[] deflate(byte[] before, byte[] input, int length, boolean last) {
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setDictionary(before);
      deflater.setInput(input, 0, length);
      if (last) {
        deflater.finish();
      }
      byte[] output = new byte[length / 2 + 1024];
      int size = 0;
      int mode = last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
      while (true) {
        int room = output.length - size;
        size += deflater.deflate(output, size, room, mode);
        if (last ? deflater.finished() : size < output.length) {
          return Arrays.copyOf(output, size);
        }
        if (size == output.length) {
          output = Arrays.copyOf(output, output.length * 2);
        }
      }
    } finally {
      deflater.end();
    }
  }

  private void writeNext() throws IOException {
    try {
      out.write(pending.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while compressing", e);
    } catch (ExecutionException e) {
      throw new IOException("cannot compress", e.getCause());
    }
  }
}
