package org.heliosimage.zfs.read;

import java.io.IOException;
import java.io.InputStream;
import org.heliosimage.tree.Content;

/**
 * A file in a pool, read when it is opened.
 *
 * @param set the dataset
 * @param object the file
 * @param size its length
 */
record PoolContent(ObjectSet set, long object, long size) implements Content {

  @Override
  public InputStream open() throws IOException {
    ObjectReader reader = set.open(object);
    return new InputStream() {
      private byte[] block = new byte[0];
      private int inBlock;
      private long at;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (at >= size) {
          return -1;
        }
        if (inBlock == block.length) {
          block = reader.block(at / reader.blockSize());
          inBlock = 0;
        }
        int count = (int) Math.min(Math.min(length, block.length - inBlock), size - at);
        System.arraycopy(block, inBlock, buffer, offset, count);
        inBlock += count;
        at += count;
        return count;
      }
    };
  }

  @Override
  public String toString() {
    return set.name() + ", object " + object;
  }
}
