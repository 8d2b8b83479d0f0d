package org.heliosimage.zfs.zap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up as a kernel does, on the whole bytes of an object: its own hash, one bit at a
 * time, and its own idea of where things are.
 */
public final class ZapReader {

  private final ByteBuffer data;
  private final int blockSize;

  public ZapReader(ZapImage image) {
    blockSize = image.blockSize();
    byte[] all = new byte[Math.toIntExact(image.length())];
    // Garbage first: a block must not count on zeros.
    Arrays.fill(all, (byte) 0x5A);
    for (int i = 0; i < image.blockCount(); i++) {
      image.copyBlock(i, all, i * blockSize);
    }
    data = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
  }

  public boolean isMicro() {
    return data.getLong(0) == 0x8000000000000003L;
  }

  static long hash(long salt, String name) {
    long crc = salt;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      crc ^= b & 0xFF;
      for (int i = 0; i < 8; i++) {
        crc = (crc >>> 1) ^ (0xC96C5795D7870F42L * (crc & 1));
      }
    }
    return crc & 0xFFFFFFF000000000L;
  }

  /** The big-endian bytes of a value, or null. */
  public byte @Nullable [] lookup(String name) {
    return isMicro() ? lookupMicro(name) : lookupFat(name);
  }

  public long number(String name) {
    byte[] value = lookup(name);
    if (value == null) {
      throw new AssertionError(name + " is missing");
    }
    assertEquals(8, value.length);
    return ByteBuffer.wrap(value).getLong();
  }

  private byte @Nullable [] lookupMicro(String name) {
    byte[] wanted = Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), 50);
    for (int at = 64; at + 64 <= blockSize; at += 64) {
      byte[] found = new byte[50];
      data.get(at + 14, found);
      if (Arrays.equals(wanted, found)) {
        return ByteBuffer.allocate(8).putLong(data.getLong(at)).array();
      }
    }
    return null;
  }

  private byte @Nullable [] lookupFat(String name) {
    long hash = hash(data.getLong(80), name);
    int shift = (int) data.getLong(32);
    int index = (int) (hash >>> (64 - shift));
    long table = data.getLong(24) == 0 ? blockSize / 2 : data.getLong(16) * blockSize;
    int leaf = (int) data.getLong((int) table + 8 * index) * blockSize;
    assertEquals(0x2AB1EAF, data.getInt(leaf + 24));
    int prefixLength = data.getShort(leaf + 32);
    if (prefixLength > 0) {
      assertEquals(hash >>> (64 - prefixLength), data.getLong(leaf + 16), "prefix");
    }
    int bucket = (int) (hash >>> (64 - 9 - prefixLength)) & 511;
    int chunk = data.getShort(leaf + 48 + 2 * bucket) & 0xFFFF;
    while (chunk != 0xFFFF) {
      int at = leaf + 1072 + 24 * chunk;
      assertEquals(252, data.get(at) & 0xFF);
      if (data.getLong(at + 16) == hash) {
        byte[] found = array(leaf, data.getShort(at + 4), data.getShort(at + 6));
        if (name.equals(new String(found, 0, found.length - 1, StandardCharsets.UTF_8))) {
          return array(leaf, data.getShort(at + 8), data.getShort(at + 10) * data.get(at + 1));
        }
      }
      chunk = data.getShort(at + 2) & 0xFFFF;
    }
    return null;
  }

  private byte[] array(int leaf, int first, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int chunk = first & 0xFFFF;
    while (out.size() < length) {
      int at = leaf + 1072 + 24 * chunk;
      assertEquals(251, data.get(at) & 0xFF);
      byte[] part = new byte[Math.min(21, length - out.size())];
      data.get(at + 1, part);
      out.writeBytes(part);
      chunk = data.getShort(at + 22) & 0xFFFF;
    }
    assertEquals(0xFFFF, chunk, "end of an array");
    return out.toByteArray();
  }

  /** What must hold of the object as a whole. */
  public void checkStructure(int entries) {
    if (isMicro()) {
      Set<String> seen = new HashSet<>();
      int found = 0;
      for (int at = 64; at + 64 <= blockSize; at += 64) {
        if (data.get(at + 14) != 0) {
          byte[] name = new byte[50];
          data.get(at + 14, name);
          String text = new String(name, StandardCharsets.UTF_8).replace("\0", "");
          assertTrue(seen.add(hash(data.getLong(8), text) + "/" + data.getInt(at + 8)));
          found++;
        }
      }
      assertEquals(entries, found);
      return;
    }
    assertEquals(0x2F52AB2ABL, data.getLong(8));
    assertEquals(entries, data.getLong(72));
    int leaves = (int) data.getLong(64);
    long tableBlocks = data.getLong(24);
    assertEquals(data.capacity() / blockSize, data.getLong(56));
    assertEquals(data.capacity() / blockSize, 1 + leaves + tableBlocks);
    int sum = 0;
    Set<String> seen = new HashSet<>();
    for (int i = 1; i <= leaves; i++) {
      sum += checkLeaf(i * blockSize, seen);
    }
    assertEquals(entries, sum);
    checkPointers(leaves, (int) data.getLong(32), (int) tableBlocks);
  }

  private int checkLeaf(int leaf, Set<String> seen) {
    int[] kinds = new int[256];
    for (int chunk = 0; chunk < 638; chunk++) {
      int at = leaf + 1072 + 24 * chunk;
      int kind = data.get(at) & 0xFF;
      kinds[kind]++;
      if (kind == 252) {
        assertTrue(seen.add(data.getLong(at + 16) + "/" + data.getInt(at + 12)), "cd is unique");
      }
    }
    assertEquals(638, kinds[251] + kinds[252] + kinds[253]);
    assertEquals(data.getShort(leaf + 28), kinds[253]);
    int free = 0;
    for (int c = data.getShort(leaf + 34) & 0xFFFF; c != 0xFFFF; free++) {
      assertEquals(253, data.get(leaf + 1072 + 24 * c) & 0xFF);
      c = data.getShort(leaf + 1072 + 24 * c + 22) & 0xFFFF;
    }
    assertEquals(kinds[253], free);
    assertEquals(data.getShort(leaf + 30), kinds[252]);
    return kinds[252];
  }

  private void checkPointers(int leaves, int shift, int tableBlocks) {
    assertEquals(tableBlocks == 0 ? 10 : shift, shift);
    assertEquals(tableBlocks == 0 ? 0 : 8L << shift, (long) tableBlocks * blockSize);
    int table = tableBlocks == 0 ? blockSize / 2 : (int) data.getLong(16) * blockSize;
    int[] owned = new int[leaves + 1];
    for (int i = 0; i < 1 << shift; i++) {
      int block = (int) data.getLong(table + 8 * i);
      assertNotEquals(0, block);
      int length = data.getShort(block * blockSize + 32);
      assertEquals(data.getLong(block * blockSize + 16), i >>> (shift - length));
      owned[block]++;
    }
    for (int block = 1; block <= leaves; block++) {
      assertEquals(1 << (shift - data.getShort(block * blockSize + 32)), owned[block]);
    }
  }
}
