package org.heliosimage.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.heliosimage.tree.Content;

/** A file whose runs of data lie one after the other in an archive and whose rest is zero. */
final class SparseContent implements Content {

  private final Path file;
  private final long data;
  private final long[] offsets;
  private final long[] lengths;
  private final long size;

  SparseContent(Path file, long data, long[] offsets, long[] lengths, long size) {
    this.file = file;
    this.data = data;
    this.offsets = offsets;
    this.lengths = lengths;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream open() throws IOException {
    return new Runs(FileChannel.open(file, StandardOpenOption.READ));
  }

  @Override
  public String toString() {
    return file + " at " + data + ", sparse, " + size + " bytes";
  }

  private final class Runs extends InputStream {
    private final FileChannel channel;
    private long position;
    private int run;

    /** Where the data of the current run begin in the file. */
    private long runAt = data;

    Runs(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, buffer.length);
      if (length == 0) {
        return 0;
      }
      if (position >= size) {
        return -1;
      }
      while (run < offsets.length && position >= offsets[run] + lengths[run]) {
        runAt += lengths[run++];
      }
      long nextData = run < offsets.length ? offsets[run] : size;
      int count;
      if (position < nextData) {
        count = (int) Math.min(length, nextData - position);
        Arrays.fill(buffer, offset, offset + count, (byte) 0);
      } else {
        long within = position - offsets[run];
        int wanted = (int) Math.min(length, lengths[run] - within);
        count = channel.read(ByteBuffer.wrap(buffer, offset, wanted), runAt + within);
        if (count < 0) {
          throw new EOFException(SparseContent.this + " ends early");
        }
      }
      position += count;
      return count;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.max(0, Math.min(count, size - position));
      position += skipped;
      return skipped;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, size - position);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
