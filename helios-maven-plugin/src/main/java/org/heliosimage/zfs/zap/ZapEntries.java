package org.heliosimage.zfs.zap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The entries of one table in the order of their hashes, those with equal hash by name. */
final class ZapEntries {

  /** Hashes have 28 bits, at the top of a word. */
  private static final long INDEX = (1L << 36) - 1;

  private final long salt;

  /** A hash, which has zeros below, and below it the number of its entry. */
  private final long[] order;

  private final byte[] names;
  private final int[] nameEnds;
  private final long[] numbers;
  private final Map<Integer, ZapValue> arrays;

  ZapEntries(
      long salt,
      int size,
      long[] hashes,
      byte[] names,
      int[] nameEnds,
      long[] numbers,
      Map<Integer, ZapValue> arrays) {
    this.salt = salt;
    this.names = names;
    this.nameEnds = nameEnds;
    this.numbers = numbers;
    this.arrays = arrays;
    this.order = new long[size];
    for (int i = 0; i < size; i++) {
      // Flipping the highest bit makes the signed order of the sort the unsigned one.
      order[i] = (hashes[i] | i) ^ Long.MIN_VALUE;
    }
    Arrays.sort(order);
    for (int i = 0; i < size; i++) {
      order[i] ^= Long.MIN_VALUE;
    }
    orderCollisions();
  }

  /** Equal hashes are rare, so the few entries that have one may be boxed. */
  private void orderCollisions() {
    Comparator<Integer> byName =
        (a, b) ->
            Arrays.compareUnsigned(
                names, nameStart(a), nameEnds[a], names, nameStart(b), nameEnds[b]);
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && hash(to) == hash(from)) {
        to++;
      }
      if (to - from > 1) {
        long hash = hash(from);
        int[] sorted =
            IntStream.range(from, to)
                .map(this::index)
                .boxed()
                .sorted(byName)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < sorted.length; i++) {
          if (i > 0 && byName.compare(sorted[i - 1], sorted[i]) == 0) {
            throw new IllegalArgumentException("two entries are named " + name(from + i));
          }
          order[from + i] = hash | sorted[i];
        }
      }
      from = to;
    }
  }

  long salt() {
    return salt;
  }

  int size() {
    return order.length;
  }

  long hash(int position) {
    return order[position] & ~INDEX;
  }

  /** Tells apart the entries of one hash. */
  int differentiator(int position) {
    int first = position;
    while (first > 0 && hash(first - 1) == hash(position)) {
      first--;
    }
    return position - first;
  }

  int nameLength(int position) {
    int index = index(position);
    return nameEnds[index] - nameStart(index);
  }

  void copyName(int position, byte[] target, int offset) {
    System.arraycopy(names, nameStart(index(position)), target, offset, nameLength(position));
  }

  /** The value if it is one number. */
  long number(int position) {
    return numbers[index(position)];
  }

  /** The value if it is not one number. */
  @Nullable ZapValue array(int position) {
    return arrays.isEmpty() ? null : arrays.get(index(position));
  }

  boolean onlyNumbers() {
    return arrays.isEmpty();
  }

  private String name(int position) {
    int index = index(position);
    return new String(names, nameStart(index), nameLength(position), StandardCharsets.UTF_8);
  }

  private int index(int position) {
    return (int) (order[position] & INDEX);
  }

  private int nameStart(int index) {
    return index == 0 ? 0 : nameEnds[index - 1];
  }
}
