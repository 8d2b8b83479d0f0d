package org.heliosimage.disk;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.heliosimage.codec.Bytes;

/** Encodes and decodes entries of a GUID partition table; the package's manual has the offsets. */
final class GptEntry {

  static final int SIZE = 128;

  private static final int NAME = 56;
  private static final int NAME_BYTES = SIZE - NAME;

  private GptEntry() {}

  static void put(byte[] entries, Slice slice, UUID unique) {
    int at = SIZE * slice.index();
    Guid.put(entries, at, slice.type());
    // libefi copies the 16 bytes of this one as they come; it is random there, so none can tell.
    Guid.put(entries, at + 16, unique);
    Bytes.put64(entries, at + 32, slice.firstSector());
    Bytes.put64(entries, at + 40, slice.endSector() - 1);
    byte[] name = slice.name().getBytes(StandardCharsets.UTF_16LE);
    if (name.length > NAME_BYTES) {
      throw new IllegalArgumentException("slice name " + slice.name());
    }
    System.arraycopy(name, 0, entries, at + NAME, name.length);
  }

  /** An unused entry ends where 0 + 0 - 1 is: illumos computes it so. */
  static void putUnused(byte[] entries, int index) {
    Bytes.put64(entries, SIZE * index + 40, -1);
  }

  static boolean isUsed(byte[] entries, int at) {
    return !Bytes.isZero(entries, at, 16);
  }

  static Slice decode(byte[] entries, int at, int index, GptHeader header) throws DiskException {
    long first = Bytes.u64(entries, at + 32);
    long last = Bytes.u64(entries, at + 40);
    if (first < header.firstUsable() || last < first || last > header.lastUsable()) {
      throw new DiskException(
          "slice " + index + " of the label lies outside of the disk's usable sectors");
    }
    String name = new String(entries, at + NAME, NAME_BYTES, StandardCharsets.UTF_16LE);
    int end = name.indexOf('\0');
    return new Slice(
        index,
        Guid.at(entries, at),
        end < 0 ? name : name.substring(0, end),
        first,
        last - first + 1);
  }
}
