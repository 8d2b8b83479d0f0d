package org.heliosimage.zfs.zap;

import java.util.Arrays;
import java.util.Objects;
import org.heliosimage.codec.Bytes;

/** A table of numbers in one block. */
final class MicroZap implements ZapImage {

  private static final long BLOCK_TYPE = 0x8000000000000003L;
  private static final int ENTRY = 64;
  private static final int MAX_BLOCK = 128 << 10;
  private static final int MAX_NAME = 49;

  private final ZapEntries entries;

  MicroZap(ZapEntries entries) {
    this.entries = entries;
  }

  static boolean holds(ZapEntries entries) {
    if (!entries.onlyNumbers() || ENTRY + ENTRY * (long) entries.size() > MAX_BLOCK) {
      return false;
    }
    for (int i = 0; i < entries.size(); i++) {
      if (entries.nameLength(i) > MAX_NAME) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int blockSize() {
    return (ENTRY + ENTRY * entries.size() + 511) / 512 * 512;
  }

  @Override
  public int blockCount() {
    return 1;
  }

  @Override
  public int entryCount() {
    return entries.size();
  }

  @Override
  public void copyBlock(int block, byte[] target, int offset) {
    Objects.checkIndex(block, 1);
    Arrays.fill(target, offset, offset + blockSize(), (byte) 0);
    Bytes.put64(target, offset, BLOCK_TYPE);
    Bytes.put64(target, offset + 8, entries.salt());
    for (int i = 0; i < entries.size(); i++) {
      int at = offset + ENTRY + ENTRY * i;
      Bytes.put64(target, at, entries.number(i));
      Bytes.put32(target, at + 8, entries.differentiator(i));
      entries.copyName(i, target, at + 14);
    }
  }
}
