package org.heliosimage.ips.publish.sample.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A UEFI application in the PE/COFF format: DOS header, COFF header, optional header, section
 * table; then a section of code and one of data, each on pages of its own. The file is laid out as
 * memory will be.
 */
final class EfiImage {

  private static final int PAGE = 0x1000;

  /** Where the section of code begins, and the program with it. */
  static final int CODE = PAGE;

  private static final int PE = 0x40;
  private static final int FILE_ALIGNMENT = 512;
  private static final int APPLICATION = 10;
  private static final int CODE_READ_EXECUTE = 0x60000020;
  private static final int DATA_READ_WRITE = 0xC0000040;
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

  /** The first page behind some code. */
  static int dataAfter(int codeLength) {
    return roundUp(CODE + codeLength, PAGE);
  }

  /** Wraps a program that can be anywhere in memory: code from {@link #CODE} on, and data. */
  static byte[] of(Machine machine, byte[] code, byte[] data) {
    int dataBegin = dataAfter(code.length);
    int codeSize = dataBegin - CODE;
    int dataSize = roundUp(data.length, FILE_ALIGNMENT);
    ByteBuffer image = ByteBuffer.allocate(dataBegin + dataSize).order(ByteOrder.LITTLE_ENDIAN);
    image.put((byte) 'M').put((byte) 'Z').putInt(0x3c, PE).position(PE);
    int optionalSize = (machine.wide() ? 112 : 96) + 8 * DIRECTORIES;
    image.putInt(0x4550).putShort((short) machine.code).putShort((short) 2).putInt(0).putInt(0);
    image.putInt(0).putShort((short) optionalSize).putShort((short) machine.characteristics);
    image.putShort((short) machine.magic).putShort((short) 0);
    image.putInt(codeSize).putInt(dataSize).putInt(0).putInt(CODE).putInt(CODE);
    if (machine.wide()) {
      image.putLong(0);
    } else {
      // Where data begin, and where the image would like to be.
      image.putInt(dataBegin).putInt(0);
    }
    image.putInt(PAGE).putInt(FILE_ALIGNMENT).putLong(0).putLong(0);
    image.putInt(roundUp(dataBegin + dataSize, PAGE)).putInt(CODE).putInt(0);
    image.putShort((short) APPLICATION).putShort((short) 0);
    // Stack and heap, reserved and committed, are the firmware's business.
    image.position(image.position() + 4 * (machine.wide() ? Long.BYTES : Integer.BYTES));
    image.putInt(0).putInt(DIRECTORIES);
    image.position(image.position() + 8 * DIRECTORIES);
    section(image, ".text\0\0\0", code.length, CODE, codeSize, CODE_READ_EXECUTE);
    section(image, ".data\0\0\0", data.length, dataBegin, dataSize, DATA_READ_WRITE);
    image.position(CODE);
    image.put(code).position(dataBegin);
    return image.put(data).array();
  }

  private static void section(
      ByteBuffer image, String name, int length, int begin, int size, int characteristics) {
    image.put(name.getBytes(StandardCharsets.US_ASCII));
    image.putInt(length).putInt(begin).putInt(size).putInt(begin);
    image.putLong(0).putInt(0).putInt(characteristics);
  }

  private static int roundUp(int value, int unit) {
    return (value + unit - 1) / unit * unit;
  }
}
