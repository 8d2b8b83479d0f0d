package org.heliosimage.zfs.write;

import org.heliosimage.codec.Bytes;

/**
 * Block pointers. Source: {@code usr/src/uts/common/fs/zfs/sys/spa.h} of illumos.
 *
 * <pre>
 *   0  three addresses: u64 size in sectors, u64 offset in sectors
 *  48  u64 properties: bits 0 size-1, 16 stored size-1 (both in sectors), 32 compression, 39
 *      embedded, 40 checksum, 48 type, 56 level, 63 little-endian
 *  72  u64 birth of the copies, 0 if as below
 *  80  u64 birth
 *  88  u64 fill: what is counted below
 *  96  u64[4] checksum
 * </pre>
 *
 * An embedded pointer holds up to 112 bytes in place of everything but properties and birth, and
 * its properties tell sizes in bytes: bits 0 size-1, 25 stored size-1.
 */
final class Pointers {

  static final int SIZE = 128;

  /** Most bytes that a pointer can hold itself. */
  static final int EMBEDDED_MAX = 112;

  private static final int SECTOR_SHIFT = 9;
  private static final int PROPERTIES = 48;
  private static final int BIRTH = 80;
  private static final int FILL = 88;
  private static final int CHECKSUM = 96;
  private static final long LITTLE_ENDIAN = 1L << 63;
  private static final long EMBEDDED = 1L << 39;

  private Pointers() {}

  /** Encodes the pointer to a block with space of its own. */
  static void encode(byte[] out, int at, Block block, long[] offsets, long allocated) {
    long[] words = new long[SIZE / 8];
    for (int copy = 0; copy < block.policy.copies(); copy++) {
      words[2 * copy] = allocated >> SECTOR_SHIFT;
      words[2 * copy + 1] = offsets[copy] >> SECTOR_SHIFT;
    }
    words[PROPERTIES / 8] =
        ((block.size >> SECTOR_SHIFT) - 1L)
            | (((block.stored >> SECTOR_SHIFT) - 1L) << 16)
            | ((long) block.compression << 32)
            | ((long) block.policy.checksum().code() << 40)
            | kind(block);
    words[BIRTH / 8] = Txg.WRITTEN;
    words[FILL / 8] = block.fill;
    System.arraycopy(block.sums, 0, words, CHECKSUM / 8, block.sums.length);
    Bytes.put64s(out, at, words, words.length);
  }

  /** Encodes a pointer that holds the stored bytes itself. */
  static void encodeEmbedded(byte[] out, int at, Block block) {
    byte[] payload = new byte[EMBEDDED_MAX];
    System.arraycopy(block.storedBytes, block.storedAt, payload, 0, block.stored);
    System.arraycopy(payload, 0, out, at, PROPERTIES);
    System.arraycopy(payload, PROPERTIES, out, at + PROPERTIES + 8, BIRTH - PROPERTIES - 8);
    System.arraycopy(payload, BIRTH - 8, out, at + BIRTH + 8, SIZE - BIRTH - 8);
    long properties =
        (block.size - 1L)
            | ((block.stored - 1L) << 25)
            | ((long) block.compression << 32)
            | EMBEDDED
            | kind(block);
    Bytes.put64(out, at + PROPERTIES, properties);
    Bytes.put64(out, at + BIRTH, Txg.WRITTEN);
  }

  private static long kind(Block block) {
    return ((long) block.type << 48) | ((long) block.level << 56) | LITTLE_ENDIAN;
  }
}
