package org.heliosimage.ips.publish.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** File contents that give an image some weight, the same every time, and compress well. */
final class SampleData {

  private static final int PHRASES = 64;
  private static final int LONGEST = 120;
  private static final int ELF_HEADER = 64;

  private long state;

  private SampleData(String seed) {
    state = 0x9E3779B97F4A7C15L;
    for (byte b : seed.getBytes(StandardCharsets.UTF_8)) {
      state = (state ^ b) * 0xBF58476D1CE4E5B9L;
    }
  }

  /** Xorshift: good enough to vary, and the same on every machine. */
  private int below(int bound) {
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return (int) Long.remainderUnsigned(state, bound);
  }

  /** Bytes that repeat like program code does. */
  static byte[] bytes(String seed, int length) {
    SampleData data = new SampleData(seed);
    byte[][] phrases = new byte[PHRASES][];
    for (int i = 0; i < PHRASES; i++) {
      phrases[i] = new byte[1 + data.below(LONGEST)];
      for (int b = 0; b < phrases[i].length; b++) {
        phrases[i][b] = (byte) data.below(256);
      }
    }
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      byte[] phrase = phrases[data.below(PHRASES)];
      int count = Math.min(phrase.length, length - at);
      System.arraycopy(phrase, 0, bytes, at, count);
      at += count;
    }
    return bytes;
  }

  /** Lines of words. */
  static String text(String seed, int lines) {
    SampleData data = new SampleData(seed);
    String[] words =
        "the a of and image pool file disk block package system sample text line to for with on by"
            .split(" ", -1);
    StringBuilder text = new StringBuilder(lines * 72);
    for (int line = 0; line < lines; line++) {
      for (int word = 0; word < 12; word++) {
        text.append(words[data.below(words.length)]).append(word < 11 ? ' ' : '\n');
      }
    }
    return text.toString();
  }

  /** The header of a 64-bit ELF file without any section or segment, then bulk. */
  static byte[] object(String name, ElfType type, int length) {
    ByteBuffer elf =
        ByteBuffer.allocate(Math.max(length, ELF_HEADER + name.length()))
            .order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).position(16);
    elf.putShort((short) type.number).putShort((short) 62).putInt(1).position(52);
    elf.putShort((short) ELF_HEADER).putShort((short) 56).putShort((short) 0);
    elf.putShort((short) 64).position(ELF_HEADER);
    String note = name + ": sample object, holds no code\n";
    elf.put(bytes(name, elf.remaining()));
    byte[] text = note.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, elf.array(), ELF_HEADER, Math.min(text.length, elf.capacity() - 64));
    return elf.array();
  }

  /** Kinds of ELF file. */
  enum ElfType {
    RELOCATABLE(1),
    EXECUTABLE(2),
    SHARED(3);

    private final int number;

    ElfType(int number) {
      this.number = number;
    }
  }
}
