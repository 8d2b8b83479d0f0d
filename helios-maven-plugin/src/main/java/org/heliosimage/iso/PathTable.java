package org.heliosimage.iso;

import java.io.ByteArrayOutputStream;
import org.heliosimage.codec.Bytes;

/** The list of all directories: a record's length depends on its name alone. */
final class PathTable {

  private final boolean bigEndian;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PathTable(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  /**
   * Adds a directory.
   *
   * @param parent number of its parent, from 1
   */
  void add(byte[] id, long block, int parent) {
    byte[] record = new byte[8 + id.length + id.length % 2];
    Bytes.put8(record, 0, id.length);
    if (bigEndian) {
      Bytes.put32be(record, 2, (int) block);
      Bytes.put16be(record, 6, parent);
    } else {
      Bytes.put32(record, 2, (int) block);
      Bytes.put16(record, 6, parent);
    }
    System.arraycopy(id, 0, record, 8, id.length);
    bytes.writeBytes(record);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
