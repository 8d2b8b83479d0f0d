package org.heliosimage.zfs.read;

import org.heliosimage.codec.Bytes;

/**
 * A block pointer, 128 bytes.
 *
 * <pre>
 *   0  three addresses (DVAs) of 16 bytes:
 *        bits 0-23 allocated sectors, 32-55 device; bits 64-126 first sector, 127 gang
 *  48  properties: 0-15 logical sectors - 1, 16-31 physical sectors - 1, 32-38 compression,
 *        39 embedded, 40-47 checksum, 48-55 type, 56-60 level, 61 encrypted, 62 dedup,
 *        63 little-endian; embedded: 0-24 logical bytes - 1, 25-31 physical bytes - 1
 *  72  physical birth, 0 if equal to the next   80 logical birth   88 fill   96 checksum
 * </pre>
 *
 * Source: OpenZFS include/sys/spa.h.
 */
final class BlockPointer {

  static final int SIZE = 128;
  static final int SECTOR_SHIFT = 9;
  static final int MAX_COPIES = 3;

  static final int COMPRESS_OFF = 2;
  static final int COMPRESS_LZJB = 3;
  static final int COMPRESS_GZIP_1 = 5;
  static final int COMPRESS_GZIP_9 = 13;
  static final int COMPRESS_ZLE = 14;
  static final int COMPRESS_LZ4 = 15;

  static final int CHECKSUM_FLETCHER_2 = 6;
  static final int CHECKSUM_FLETCHER_4 = 7;
  static final int CHECKSUM_SHA_256 = 8;

  private static final int WORDS = SIZE / 8;
  private static final int PROPERTIES = 6;

  private final long[] words = new long[WORDS];

  BlockPointer(byte[] bytes, int offset) {
    for (int i = 0; i < WORDS; i++) {
      words[i] = Bytes.u64(bytes, offset + 8 * i);
    }
  }

  boolean isHole() {
    return !isEmbedded() && words[0] == 0 && words[1] == 0;
  }

  /** Number of copies; those behind the first empty address do not count. */
  int copies() {
    int copies = 0;
    while (copies < MAX_COPIES && (words[2 * copies] != 0 || words[2 * copies + 1] != 0)) {
      copies++;
    }
    return copies;
  }

  /** Byte offset of a copy behind the front labels. */
  long offset(int copy) {
    return (words[2 * copy + 1] & Long.MAX_VALUE) << SECTOR_SHIFT;
  }

  /** Whether the offset of a copy has bits that do not fit a byte offset. */
  boolean isOffsetAbsurd(int copy) {
    return (words[2 * copy + 1] & Long.MAX_VALUE) >>> (62 - SECTOR_SHIFT) != 0;
  }

  long allocated(int copy) {
    return (words[2 * copy] & 0xffffff) << SECTOR_SHIFT;
  }

  int device(int copy) {
    return (int) (words[2 * copy] >>> 32) & 0xffffff;
  }

  boolean isGang(int copy) {
    return words[2 * copy + 1] < 0;
  }

  private int bits(int shift, int count) {
    return (int) (words[PROPERTIES] >>> shift) & ((1 << count) - 1);
  }

  boolean isEmbedded() {
    return bits(39, 1) != 0;
  }

  int logicalSize() {
    return isEmbedded() ? bits(0, 25) + 1 : (bits(0, 16) + 1) << SECTOR_SHIFT;
  }

  int physicalSize() {
    return isEmbedded() ? bits(25, 7) + 1 : (bits(16, 16) + 1) << SECTOR_SHIFT;
  }

  int compression() {
    return bits(32, 7);
  }

  /** Checksum algorithm; for an embedded pointer the kind of payload. */
  int checksum() {
    return bits(40, 8);
  }

  int type() {
    return bits(48, 8);
  }

  int level() {
    return bits(56, 5);
  }

  boolean isEncryptedOrDedup() {
    return bits(61, 2) != 0;
  }

  boolean isLittleEndian() {
    return words[PROPERTIES] < 0;
  }

  long physicalBirth() {
    return words[9];
  }

  long birth() {
    return words[10];
  }

  long fill() {
    return isEmbedded() ? 1 : words[11];
  }

  boolean hasChecksum(long[] sums) {
    return words[12] == sums[0]
        && words[13] == sums[1]
        && words[14] == sums[2]
        && words[15] == sums[3];
  }

  /** The payload of an embedded pointer: all words but properties and birth. */
  byte[] payload() {
    byte[] payload = new byte[(WORDS - 2) * 8];
    int at = 0;
    for (int i = 0; i < WORDS; i++) {
      if (i != PROPERTIES && i != 10) {
        Bytes.put64(payload, at, words[i]);
        at += 8;
      }
    }
    return payload;
  }

  /** Space that all copies take. */
  long allAllocated() {
    long sum = 0;
    if (!isEmbedded()) {
      for (int i = copies() - 1; i >= 0; i--) {
        sum += allocated(i);
      }
    }
    return sum;
  }
}
