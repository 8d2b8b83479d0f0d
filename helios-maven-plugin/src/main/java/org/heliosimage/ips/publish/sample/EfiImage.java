package org.heliosimage.ips.publish.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A UEFI application of one section, in the PE/COFF format: DOS header, COFF header, optional
 * header, section table, padded to {@link #HEADERS} bytes, then the section.
 */
final class EfiImage {

  /** Bytes in front of the section. */
  static final int HEADERS = 512;

  private static final int PE = 0x40;
  private static final int PAGE = 0x1000;
  private static final int APPLICATION = 10;
  private static final int CODE_READ_EXECUTE = 0x60000020;
  private static final int DIRECTORIES = 16;

  private EfiImage() {}

  /** Processors. */
  enum Machine {
    I386(0x14c, 0x10b, 0x0102),
    X64(0x8664, 0x20b, 0x0022);

    private final int code;
    private final int magic;
    private final int characteristics;

    Machine(int code, int magic, int characteristics) {
      this.code = code;
      this.magic = magic;
      this.characteristics = characteristics;
    }

    private boolean wide() {
      return this == X64;
    }
  }

  /** Wraps position-independent code whose first byte is the entry point. */
  static byte[] of(Machine machine, byte[] code) {
    ByteBuffer image = ByteBuffer.allocate(HEADERS + code.length).order(ByteOrder.LITTLE_ENDIAN);
    image.put((byte) 'M').put((byte) 'Z').position(0x3c);
    image.putInt(PE).position(PE);
    int optionalSize = (machine.wide() ? 112 : 96) + 8 * DIRECTORIES;
    image.putInt(0x4550).putShort((short) machine.code).putShort((short) 1).putInt(0).putInt(0);
    image.putInt(0).putShort((short) optionalSize).putShort((short) machine.characteristics);
    image.putShort((short) machine.magic).putShort((short) 0);
    image.putInt(code.length).putInt(0).putInt(0).putInt(PAGE).putInt(PAGE);
    if (machine.wide()) {
      image.putLong(0);
    } else {
      // Where data begin, and where the image would like to be.
      image.putInt(PAGE).putInt(0);
    }
    int memory = (PAGE + code.length + PAGE - 1) / PAGE * PAGE;
    image.putInt(PAGE).putInt(HEADERS).putLong(0).putLong(0);
    image.putInt(memory).putInt(HEADERS).putInt(0).putShort((short) APPLICATION);
    image.putShort((short) 0);
    // Stack and heap, reserved and committed, are the firmware's business.
    image.position(image.position() + 4 * (machine.wide() ? Long.BYTES : Integer.BYTES));
    image.putInt(0).putInt(DIRECTORIES);
    image.position(image.position() + 8 * DIRECTORIES);
    image.put(".text\0\0\0".getBytes(StandardCharsets.US_ASCII));
    image.putInt(code.length).putInt(PAGE).putInt(code.length).putInt(HEADERS);
    image.putLong(0).putInt(0).putInt(CODE_READ_EXECUTE);
    image.position(HEADERS);
    return image.put(code).array();
  }
}
