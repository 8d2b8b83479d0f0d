package org.heliosimage.zfs.zap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.heliosimage.codec.Bytes;
import org.heliosimage.codec.Crc64;

/**
 * Collects the entries of one ZAP object. The image depends on the salt and on the entries, not on
 * the order in which they come.
 *
 * <p>Takes 20 bytes and the name for an entry whose value is one number, so a directory of a
 * million files is held easily.
 */
public final class ZapBuilder {

  static final int MAX_NAME = 255;
  static final int MAX_VALUE = 8192;

  private final long salt;
  private byte[] names = new byte[256];
  private int[] nameEnds = new int[16];
  private long[] hashes = new long[16];
  private long[] numbers = new long[16];
  private final Map<Integer, ZapValue> arrays = new HashMap<>();
  private int size;

  /**
   * An empty table.
   *
   * @param salt any number but 0; tables of equal content with different salts differ
   */
  public ZapBuilder(long salt) {
    if (salt == 0) {
      throw new IllegalArgumentException("the salt of a ZAP must not be 0");
    }
    this.salt = salt;
  }

  /** Adds an entry whose value is one 64-bit number. */
  public ZapBuilder put(String name, long number) {
    int index = addName(name);
    numbers[index] = number;
    return this;
  }

  /** Adds an entry whose value is an array of 64-bit numbers. */
  public ZapBuilder putLongs(String name, long... value) {
    byte[] bytes = new byte[8 * value.length];
    for (int i = 0; i < value.length; i++) {
      Bytes.put64be(bytes, 8 * i, value[i]);
    }
    return putArray(name, new ZapValue(8, bytes));
  }

  /** Adds an entry whose value is an array of 16-bit numbers. */
  public ZapBuilder putShorts(String name, int... value) {
    byte[] bytes = new byte[2 * value.length];
    for (int i = 0; i < value.length; i++) {
      if (value[i] >>> 16 != 0) {
        throw new IllegalArgumentException(name + ": " + value[i] + " has more than 16 bits");
      }
      Bytes.put16be(bytes, 2 * i, value[i]);
    }
    return putArray(name, new ZapValue(2, bytes));
  }

  /** Adds an entry whose value is an array of bytes. */
  public ZapBuilder putBytes(String name, byte[] value) {
    return putArray(name, new ZapValue(1, value.clone()));
  }

  /** Adds an entry whose value is a text, stored as UTF-8 with a NUL behind it. */
  public ZapBuilder putString(String name, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return putArray(name, new ZapValue(1, Arrays.copyOf(text, text.length + 1)));
  }

  /** Number of entries so far. */
  public int size() {
    return size;
  }

  /**
   * The finished object; the builder may go on being filled.
   *
   * @throws IllegalArgumentException if two entries have the same name
   * @throws ZapException if the hashes of too many names begin alike
   */
  public ZapImage build() throws ZapException {
    ZapEntries entries =
        new ZapEntries(salt, size, hashes, names, nameEnds, numbers, Map.copyOf(arrays));
    return MicroZap.holds(entries) ? new MicroZap(entries) : new FatZap(entries);
  }

  private ZapBuilder putArray(String name, ZapValue value) {
    if (value.count() == 0 || value.bytes().length > MAX_VALUE) {
      throw new IllegalArgumentException(name + " has a value of " + value.bytes().length);
    }
    arrays.put(addName(name), value);
    return this;
  }

  private int addName(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > MAX_NAME || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a ZAP entry");
    }
    if (size == nameEnds.length) {
      nameEnds = Arrays.copyOf(nameEnds, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    int start = size == 0 ? 0 : nameEnds[size - 1];
    int end = Math.addExact(start, bytes.length);
    if (end > names.length) {
      // Grows by half: the names of a large directory are its largest part.
      names = Arrays.copyOf(names, Math.max(end, Math.addExact(names.length, names.length >> 1)));
    }
    System.arraycopy(bytes, 0, names, start, bytes.length);
    nameEnds[size] = end;
    hashes[size] = Crc64.zapHash(salt, bytes);
    return size++;
  }
}
