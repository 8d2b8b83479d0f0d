package org.heliosimage.zfs.read;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.heliosimage.codec.Bytes;
import org.heliosimage.codec.Crc64;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of a fat ZAP: 48 bytes of header, a hash table of u16 chunk numbers (0xFFFF none), then
 * chunks of 24 bytes.
 *
 * <pre>
 * header  0 u64 type   16 u64 prefix   24 u32 magic   28 u16 free chunks   30 u16 entries
 *         32 u16 prefix length   34 u16 first free chunk
 * entry   0 u8 252   1 u8 integer size   2 u16 next in chain   4 u16 name chunk   6 u16 name length
 *         8 u16 value chunk   10 u16 integers   12 u32 differentiator   16 u64 hash
 * array   0 u8 251   1 21 bytes   22 u16 next
 * free    0 u8 253   22 u16 next
 * </pre>
 *
 * Source: OpenZFS include/sys/zap_leaf.h.
 */
final class ZapLeaf {

  private static final long LEAF = 0x8000000000000000L;
  private static final int MAGIC = 0x2AB1EAF;
  private static final int HEADER = 48;
  private static final int CHUNK = 24;
  private static final int ARRAY_BYTES = 21;
  private static final int NONE = 0xffff;
  private static final int ARRAY = 251;
  private static final int ENTRY = 252;
  private static final int FREE = 253;

  private final byte[] block;
  private final long salt;
  private final boolean normalized;
  private final Consumer<String> problems;
  private final int hashBits;
  private final int chunkStart;
  private final int chunks;
  private final BitSet seen = new BitSet();
  private boolean broken;

  /** What the pointer table must say about a leaf. */
  record Summary(long block, long prefix, int prefixLength) {}

  ZapLeaf(byte[] block, long salt, boolean normalized, Consumer<String> problems) {
    this.block = block;
    this.salt = salt;
    this.normalized = normalized;
    this.problems = problems;
    this.hashBits = Integer.numberOfTrailingZeros(Integer.highestOneBit(block.length)) - 5;
    this.chunkStart = HEADER + (2 << hashBits);
    this.chunks = (block.length - (2 << hashBits)) / CHUNK - 2;
  }

  static boolean isLeaf(byte[] block) {
    return Bytes.u64(block, 0) == LEAF && Bytes.i32(block, 24) == MAGIC;
  }

  long prefix() {
    return Bytes.u64(block, 16);
  }

  int prefixLength() {
    return Bytes.u16(block, 32);
  }

  private void fail(String problem) {
    if (!broken) {
      broken = true;
      problems.accept(problem);
    }
  }

  /** Hands out all entries and returns their number. */
  int read(Consumer<ZapEntry> entries) {
    if (prefixLength() > 28 || prefix() >>> prefixLength() != 0) {
      fail("has an impossible prefix");
      return 0;
    }
    int count = 0;
    Set<Place> places = new HashSet<>();
    for (int bucket = 0; bucket < 1 << hashBits && !broken; bucket++) {
      int chunk = Bytes.u16(block, HEADER + 2 * bucket);
      while (chunk != NONE && !broken) {
        if (!take(chunk, ENTRY)) {
          break;
        }
        int at = at(chunk);
        ZapEntry entry = entry(at);
        if (entry == null) {
          break;
        }
        long hash = Bytes.u64(block, at + 16);
        if (!normalized && hash != Crc64.zapHash(salt, entry.name())) {
          fail("has a wrong hash for the name " + entry.text());
        } else if (prefixLength() > 0 && hash >>> (64 - prefixLength()) != prefix()) {
          fail("holds the name " + entry.text() + " of another leaf");
        } else if (((hash << prefixLength()) >>> (64 - hashBits)) != bucket) {
          fail("holds the name " + entry.text() + " in the wrong chain");
        } else if (!places.add(new Place(hash, Bytes.u32(block, at + 12)))) {
          fail("has two names of equal hash and differentiator, one is " + entry.text());
        }
        entries.accept(entry);
        count++;
        chunk = Bytes.u16(block, at + 2);
      }
    }
    if (!broken) {
      checkFree(count);
    }
    return count;
  }

  private record Place(long hash, long differentiator) {}

  private int at(int chunk) {
    return chunkStart + chunk * CHUNK;
  }

  /** Claims a chunk of an expected kind; false if it cannot be. */
  private boolean take(int chunk, int kind) {
    if (chunk >= chunks || seen.get(chunk) || Bytes.u8(block, at(chunk)) != kind) {
      fail("has a broken chain at chunk " + chunk);
      return false;
    }
    seen.set(chunk);
    return true;
  }

  private @Nullable ZapEntry entry(int at) {
    int intSize = Bytes.u8(block, at + 1);
    int nameLength = Bytes.u16(block, at + 6);
    byte[] name = array(Bytes.u16(block, at + 4), nameLength);
    byte[] value = array(Bytes.u16(block, at + 8), intSize * Bytes.u16(block, at + 10));
    if (broken) {
      return null;
    }
    int text = 0;
    while (text < name.length && name[text] != 0) {
      text++;
    }
    if (text == 0 || text != name.length - 1) {
      fail("has a name that does not end with its NUL");
      return null;
    }
    if (Integer.bitCount(intSize) != 1 || intSize > 8) {
      fail("has a value of " + intSize + "-byte integers");
      return null;
    }
    return new ZapEntry(Arrays.copyOf(name, text), intSize, value);
  }

  private byte[] array(int first, int length) {
    if (length > chunks * ARRAY_BYTES) {
      fail("has an entry longer than itself");
      return new byte[0];
    }
    byte[] bytes = new byte[length];
    int chunk = first;
    for (int done = 0; done < length && take(chunk, ARRAY); done += ARRAY_BYTES) {
      int at = at(chunk);
      System.arraycopy(block, at + 1, bytes, done, Math.min(ARRAY_BYTES, length - done));
      chunk = Bytes.u16(block, at + 22);
    }
    if (!broken && chunk != NONE) {
      fail("has an entry longer than it says");
    }
    return bytes;
  }

  private void checkFree(int count) {
    int used = seen.cardinality();
    int free = 0;
    int chunk = Bytes.u16(block, 34);
    while (chunk != NONE && take(chunk, FREE)) {
      free++;
      chunk = Bytes.u16(block, at(chunk) + 22);
    }
    if (broken) {
      return;
    }
    if (count != Bytes.u16(block, 30)) {
      fail("promises " + Bytes.u16(block, 30) + " entries but has " + count);
    } else if (free != Bytes.u16(block, 28) || used + free != chunks) {
      fail("has lost " + (chunks - used - free) + " chunks");
    }
  }
}
