package org.heliosimage.iso;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides system use entries between records and the continuation area. An area is within one
 * block, as that is all that some readers read.
 */
final class SystemUse {

  static final int CONTINUATION = 28;

  private final long block;
  private byte[] area = {};
  private int end;

  /**
   * A continuation area.
   *
   * @param block where it begins; does not matter to lengths
   */
  SystemUse(long block) {
    this.block = block;
  }

  /** What goes into a record with so much room; the rest goes into the area. */
  byte[] fit(List<byte[]> entries, int room) {
    int count = fitting(entries, room);
    List<byte[]> here = new ArrayList<>(entries.subList(0, count));
    if (count < entries.size()) {
      here.add(continued(entries.subList(count, entries.size())));
    }
    return RockRidge.concat(here);
  }

  private static int fitting(List<byte[]> entries, int room) {
    int left = room;
    int rest = length(entries);
    int count = 0;
    while (rest > left && entries.get(count).length <= left - CONTINUATION) {
      left -= entries.get(count).length;
      rest -= entries.get(count).length;
      count++;
    }
    return rest > left ? count : entries.size();
  }

  private static int length(List<byte[]> entries) {
    return entries.stream().mapToInt(entry -> entry.length).sum();
  }

  /** Stores entries in the area and says where. What they go on with comes behind them. */
  private byte[] continued(List<byte[]> entries) {
    int count = fitting(entries, Blocks.SIZE);
    int length = length(entries.subList(0, count)) + (count < entries.size() ? CONTINUATION : 0);
    int used = end % Blocks.SIZE;
    int at = used + length > Blocks.SIZE ? end + Blocks.SIZE - used : end;
    end = at + length;
    byte[] bytes = fit(entries, Blocks.SIZE);
    area = Arrays.copyOf(area, Math.max(area.length, (int) Blocks.of(end) * Blocks.SIZE));
    System.arraycopy(bytes, 0, area, at, bytes.length);
    byte[] ce = RockRidge.entry('C', 'E', CONTINUATION - RockRidge.HEAD);
    Both.put32(ce, 4, block + at / Blocks.SIZE);
    Both.put32(ce, 12, at % Blocks.SIZE);
    Both.put32(ce, 20, bytes.length);
    return ce;
  }

  /** The area, in whole blocks. */
  byte[] bytes() {
    return area;
  }
}
