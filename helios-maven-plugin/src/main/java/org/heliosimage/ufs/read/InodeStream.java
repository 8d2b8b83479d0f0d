package org.heliosimage.ufs.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.heliosimage.codec.Bytes;

/** The bytes of a file where they are in the image; holes are zeros. */
final class InodeStream extends InputStream {

  private final Volume volume;
  private final Inode inode;
  private final Closeable image;
  private final int block;

  /** The last block of addresses of each level and where it is. */
  private final byte[][] tables = new byte[Inode.LEVELS][];

  private final int[] places = new int[Inode.LEVELS];
  private long position;

  /**
   * Opens a file.
   *
   * @param image is closed with the stream
   */
  InodeStream(Volume volume, Inode inode, Closeable image) {
    this.volume = volume;
    this.inode = inode;
    this.image = image;
    this.block = volume.superblock().block();
  }

  @Override
  public void close() throws IOException {
    image.close();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position >= inode.size()) {
      return -1;
    }
    int from = (int) (position % block);
    int count = (int) Math.min(Math.min(length, block - from), inode.size() - position);
    int address = address(position / block);
    if (address == 0) {
      Arrays.fill(target, offset, offset + count, (byte) 0);
    } else {
      volume.read(address, from, target, offset, count);
    }
    position += count;
    return count;
  }

  private int address(long index) throws IOException {
    if (index < Inode.DIRECT) {
      return inode.direct((int) index);
    }
    long rest = index - Inode.DIRECT;
    long span = volume.superblock().addresses();
    int level = 1;
    while (rest >= span && level < Inode.LEVELS) {
      rest -= span;
      span *= volume.superblock().addresses();
      level++;
    }
    int address = rest >= span ? 0 : inode.indirect(level);
    for (; level > 0 && address != 0; level--) {
      span /= volume.superblock().addresses();
      address = Bytes.i32(table(level, address), 4 * (int) (rest / span));
      rest %= span;
    }
    return address;
  }

  private byte[] table(int level, int address) throws IOException {
    if (places[level - 1] != address) {
      tables[level - 1] = volume.block(address);
      places[level - 1] = address;
    }
    return tables[level - 1];
  }
}
