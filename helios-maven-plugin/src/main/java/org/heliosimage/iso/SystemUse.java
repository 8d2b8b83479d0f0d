package org.heliosimage.iso;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides system use entries between records and the continuation area. An area is within one
 * block, as that is all that some readers read.
 */
final class SystemUse {

  static final int CONTINUATION = 28;

  private final long block;
  private final ByteArrayOutputStream area = new ByteArrayOutputStream();

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
    List<byte[]> here = new ArrayList<>();
    int left = room;
    int rest = entries.stream().mapToInt(entry -> entry.length).sum();
    int next = 0;
    while (next < entries.size()) {
      byte[] entry = entries.get(next);
      if (rest > left && entry.length > left - CONTINUATION) {
        break;
      }
      here.add(entry);
      left -= entry.length;
      rest -= entry.length;
      next++;
    }
    if (next < entries.size()) {
      here.add(continued(entries.subList(next, entries.size())));
    }
    return RockRidge.concat(here);
  }

  /** Stores entries in the area and says where. */
  private byte[] continued(List<byte[]> entries) {
    // What itself goes on elsewhere comes first, so that lengths are known.
    byte[] bytes = fit(entries, Blocks.SIZE);
    int used = area.size() % Blocks.SIZE;
    if (used + bytes.length > Blocks.SIZE) {
      area.writeBytes(new byte[Blocks.SIZE - used]);
    }
    byte[] ce = RockRidge.entry('C', 'E', CONTINUATION - RockRidge.HEAD);
    Both.put32(ce, 4, block + area.size() / Blocks.SIZE);
    Both.put32(ce, 12, area.size() % Blocks.SIZE);
    Both.put32(ce, 20, bytes.length);
    area.writeBytes(bytes);
    return ce;
  }

  /** The area, in whole blocks. */
  byte[] bytes() {
    int used = area.size() % Blocks.SIZE;
    if (used > 0) {
      area.writeBytes(new byte[Blocks.SIZE - used]);
    }
    return area.toByteArray();
  }
}
