package org.heliosimage.zfs.zap;

import org.heliosimage.codec.Bytes;

/**
 * One leaf block of a fat ZAP.
 *
 * @param from its first entry
 * @param to the entry behind its last
 * @param prefixLength number of highest hash bits that all its entries share
 * @param prefix those bits, right aligned
 */
record ZapLeaf(int from, int to, int prefixLength, long prefix) {

  private static final long BLOCK_TYPE = 0x8000000000000000L;
  private static final int MAGIC = 0x2AB1EAF;
  private static final int HASH_SHIFT = FatZap.BLOCK_SHIFT - 5;
  private static final int HASH_TABLE = 48;
  private static final int CHUNKS = HASH_TABLE + (2 << HASH_SHIFT);
  private static final int CHUNK = 24;

  private static final int CHUNK_COUNT = (FatZap.BLOCK - CHUNKS) / CHUNK;

  private static final int ARRAY_BYTES = 21;
  private static final int NONE = 0xFFFF;

  private static final int ARRAY_CHUNK = 251;
  private static final int ENTRY_CHUNK = 252;
  private static final int FREE_CHUNK = 253;

  /** Whether the chunks of one block hold the entries. */
  static boolean holds(ZapEntries entries, int from, int to) {
    int chunks = 0;
    for (int i = from; i < to; i++) {
      ZapValue array = entries.array(i);
      chunks +=
          1
              + arrayChunks(entries.nameLength(i) + 1)
              + arrayChunks(array == null ? 8 : array.bytes().length);
      if (chunks > CHUNK_COUNT) {
        return false;
      }
    }
    return true;
  }

  /** Where the leaf's part of the pointer table begins. */
  long firstPointer(int shift) {
    return prefix << (shift - prefixLength);
  }

  /** Writes the leaf into a block of zeros. */
  void write(ZapEntries entries, byte[] out, int base) {
    for (int bucket = 0; bucket < 1 << HASH_SHIFT; bucket++) {
      Bytes.put16(out, base + HASH_TABLE + 2 * bucket, NONE);
    }
    int free = 0;
    for (int i = from; i < to; i++) {
      free = putEntry(entries, i, out, base, free);
    }
    Bytes.put64(out, base, BLOCK_TYPE);
    Bytes.put64(out, base + 16, prefix);
    Bytes.put32(out, base + 24, MAGIC);
    Bytes.put16(out, base + 28, CHUNK_COUNT - free);
    Bytes.put16(out, base + 30, to - from);
    Bytes.put16(out, base + 32, prefixLength);
    Bytes.put16(out, base + 34, free < CHUNK_COUNT ? free : NONE);
    for (int chunk = free; chunk < CHUNK_COUNT; chunk++) {
      int at = base + CHUNKS + CHUNK * chunk;
      Bytes.put8(out, at, FREE_CHUNK);
      Bytes.put16(out, at + 22, chunk + 1 < CHUNK_COUNT ? chunk + 1 : NONE);
    }
  }

  /** Returns the first chunk behind the entry. */
  private int putEntry(ZapEntries entries, int i, byte[] out, int base, int chunk) {
    byte[] name = new byte[entries.nameLength(i) + 1];
    entries.copyName(i, name, 0);
    ZapValue array = entries.array(i);
    ZapValue value = array != null ? array : ZapValue.of(entries.number(i));
    int nameChunk = chunk + 1;
    int valueChunk = nameChunk + arrayChunks(name.length);
    long hash = entries.hash(i);
    int bucket = base + HASH_TABLE + 2 * (int) (hash << prefixLength >>> (64 - HASH_SHIFT));

    int at = base + CHUNKS + CHUNK * chunk;
    Bytes.put8(out, at, ENTRY_CHUNK);
    Bytes.put8(out, at + 1, value.integerSize());
    Bytes.put16(out, at + 2, Bytes.u16(out, bucket));
    Bytes.put16(out, at + 4, nameChunk);
    Bytes.put16(out, at + 6, name.length);
    Bytes.put16(out, at + 8, valueChunk);
    Bytes.put16(out, at + 10, value.count());
    Bytes.put32(out, at + 12, entries.differentiator(i));
    Bytes.put64(out, at + 16, hash);
    Bytes.put16(out, bucket, chunk);
    putArray(out, base, nameChunk, name);
    return putArray(out, base, valueChunk, value.bytes());
  }

  /** Returns the first chunk behind the array. */
  private static int putArray(byte[] out, int base, int first, byte[] bytes) {
    int chunk = first;
    for (int done = 0; done < bytes.length; done += ARRAY_BYTES) {
      int at = base + CHUNKS + CHUNK * chunk;
      int part = Math.min(ARRAY_BYTES, bytes.length - done);
      Bytes.put8(out, at, ARRAY_CHUNK);
      System.arraycopy(bytes, done, out, at + 1, part);
      chunk++;
      Bytes.put16(out, at + 22, done + part < bytes.length ? chunk : NONE);
    }
    return chunk;
  }

  private static int arrayChunks(int bytes) {
    return (bytes + ARRAY_BYTES - 1) / ARRAY_BYTES;
  }
}
