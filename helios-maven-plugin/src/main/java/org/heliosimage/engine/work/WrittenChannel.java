package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.BitSet;

/**
 * A channel to a new file that notes where it was written. All else of the file is zeros, so a
 * survey of a sparse image need not read its holes, which would fill the memory of the machine with
 * pages of zeros. Safe for positional writes by several threads.
 */
public final class WrittenChannel extends FileChannel {

  /** Unit of what is noted. */
  static final int CHUNK = 1 << 16;

  private final FileChannel file;
  private final BitSet written = new BitSet();

  /** Where a chunk starts. */
  public static long at(int chunk) {
    return (long) chunk * CHUNK;
  }

  /** Notes what is written from now on; until now there are only zeros. */
  public WrittenChannel(FileChannel file) {
    this.file = file;
  }

  /** The chunks that were written. */
  public BitSet written() {
    synchronized (written) {
      return (BitSet) written.clone();
    }
  }

  private void note(long position, long length) {
    if (length > 0) {
      synchronized (written) {
        written.set((int) (position / CHUNK), (int) ((position + length - 1) / CHUNK) + 1);
      }
    }
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    note(position, source.remaining());
    return file.write(source, position);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    note(file.position(), source.remaining());
    return file.write(source);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long bytes = 0;
    for (int i = offset; i < offset + length; i++) {
      bytes += sources[i].remaining();
    }
    note(file.position(), bytes);
    return file.write(sources, offset, length);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    note(position, count);
    return file.transferFrom(source, position, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    if (mode != MapMode.READ_ONLY) {
      throw new UnsupportedOperationException("writes to memory cannot be noted");
    }
    return file.map(mode, position, size);
  }

  @Override
  public FileChannel truncate(long size) {
    throw new UnsupportedOperationException("an image only grows");
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return file.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return file.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return file.read(target, position);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    file.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.force(metaData);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return file.transferTo(position, count, target);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return file.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
