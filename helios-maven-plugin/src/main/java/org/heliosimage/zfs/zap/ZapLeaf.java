package org.heliosimage.zfs.zap;

import java.nio.ByteBuffer;

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

  private static final byte ARRAY_CHUNK = (byte) 251;
  private static final byte ENTRY_CHUNK = (byte) 252;
  private static final byte FREE_CHUNK = (byte) 253;

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
  void write(ZapEntries entries, ByteBuffer out) {
    for (int bucket = 0; bucket < 1 << HASH_SHIFT; bucket++) {
      out.putShort(HASH_TABLE + 2 * bucket, (short) NONE);
    }
    int free = 0;
    for (int i = from; i < to; i++) {
      free = putEntry(entries, i, out, free);
    }
    out.putLong(0, BLOCK_TYPE);
    out.putLong(16, prefix);
    out.putInt(24, MAGIC);
    out.putShort(28, (short) (CHUNK_COUNT - free));
    out.putShort(30, (short) (to - from));
    out.putShort(32, (short) prefixLength);
    out.putShort(34, (short) (free < CHUNK_COUNT ? free : NONE));
    for (int chunk = free; chunk < CHUNK_COUNT; chunk++) {
      int at = CHUNKS + CHUNK * chunk;
      out.put(at, FREE_CHUNK);
      out.putShort(at + 22, (short) (chunk + 1 < CHUNK_COUNT ? chunk + 1 : NONE));
    }
  }

  /** Returns the first chunk behind the entry. */
  private int putEntry(ZapEntries entries, int i, ByteBuffer out, int chunk) {
    byte[] name = new byte[entries.nameLength(i) + 1];
    entries.copyName(i, name, 0);
    ZapValue array = entries.array(i);
    ZapValue value =
        array != null
            ? array
            : new ZapValue(8, ByteBuffer.allocate(8).putLong(entries.number(i)).array());
    int nameChunk = chunk + 1;
    int valueChunk = nameChunk + arrayChunks(name.length);
    long hash = entries.hash(i);
    int bucket = HASH_TABLE + 2 * (int) (hash << prefixLength >>> (64 - HASH_SHIFT));

    int at = CHUNKS + CHUNK * chunk;
    out.put(at, ENTRY_CHUNK);
    out.put(at + 1, (byte) value.integerSize());
    out.putShort(at + 2, out.getShort(bucket));
    out.putShort(at + 4, (short) nameChunk);
    out.putShort(at + 6, (short) name.length);
    out.putShort(at + 8, (short) valueChunk);
    out.putShort(at + 10, (short) value.count());
    out.putInt(at + 12, entries.differentiator(i));
    out.putLong(at + 16, hash);
    out.putShort(bucket, (short) chunk);
    putArray(out, nameChunk, name);
    return putArray(out, valueChunk, value.bytes());
  }

  /** Returns the first chunk behind the array. */
  private static int putArray(ByteBuffer out, int first, byte[] bytes) {
    int chunk = first;
    for (int done = 0; done < bytes.length; done += ARRAY_BYTES) {
      int at = CHUNKS + CHUNK * chunk;
      int part = Math.min(ARRAY_BYTES, bytes.length - done);
      out.put(at, ARRAY_CHUNK);
      out.put(at + 1, bytes, done, part);
      chunk++;
      out.putShort(at + 22, (short) (done + part < bytes.length ? chunk : NONE));
    }
    return chunk;
  }

  private static int arrayChunks(int bytes) {
    return (bytes + ARRAY_BYTES - 1) / ARRAY_BYTES;
  }
}
