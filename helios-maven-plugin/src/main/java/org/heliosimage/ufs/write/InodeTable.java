package org.heliosimage.ufs.write;

import java.io.IOException;
import java.util.Arrays;

/** Writes inodes in the order of their numbers, a block of them at a time. */
final class InodeTable {

  private final Layout layout;
  private final DataOutput output;
  private final byte[] block = new byte[Layout.BLOCK];
  private int current;

  InodeTable(Layout layout, DataOutput output) {
    this.layout = layout;
    this.output = output;
  }

  void put(Plan.Item item, int[] pointers, long sectors) throws IOException {
    int number = item.inode() / Layout.BLOCK_INODES;
    if (number != current) {
      finish();
      Arrays.fill(block, (byte) 0);
      current = number;
    }
    int at = item.inode() % Layout.BLOCK_INODES * Layout.INODE;
    InodeImage.encode(item, pointers, sectors, block, at);
  }

  /** Writes what has been put last. */
  void finish() throws IOException {
    int blocks = layout.groupInodes() / Layout.BLOCK_INODES;
    int address =
        layout.groupStart(current / blocks)
            + Layout.INODES_AT
            + current % blocks * Layout.BLOCK_FRAGMENTS;
    output.write(address, block);
  }
}
