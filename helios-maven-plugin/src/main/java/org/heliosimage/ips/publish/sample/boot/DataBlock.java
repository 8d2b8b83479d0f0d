package org.heliosimage.ips.publish.sample.boot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.heliosimage.ips.publish.sample.x86.Memory;
import org.heliosimage.ips.publish.sample.x86.Register;

/** What a program keeps in memory, addressed from one register. */
final class DataBlock {

  private final Register base;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  DataBlock(Register base) {
    this.base = base;
  }

  /** Zeros at a multiple of some number. */
  Memory space(int length, int alignment) {
    while (bytes.size() % alignment != 0) {
      bytes.write(0);
    }
    return put(new byte[length]);
  }

  Memory text(String text) {
    return put((text + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  Memory put(byte[] values) {
    Memory place = Memory.at(base, bytes.size());
    bytes.writeBytes(values);
    return place;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
