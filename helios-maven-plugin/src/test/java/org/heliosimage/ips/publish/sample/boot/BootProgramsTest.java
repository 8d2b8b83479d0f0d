package org.heliosimage.ips.publish.sample.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BootProgramsTest {

  static Stream<byte[]> programs() {
    return Stream.of(
        BootPrograms.stageTwo(new byte[60_000]),
        BootPrograms.stageTwo(new byte[90_001]),
        BootPrograms.efi32(),
        BootPrograms.efi64());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void headerAndTrailerAreWhatInstallbootLooksFor(byte[] program) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    int header = 0;
    while (bytes.getInt(header) != 0x1BADB002) {
      header += 4;
    }
    assertTrue(header < 65536);
    int flags = bytes.getInt(header + 4);
    assertEquals(0x10000, flags & 0x10000);
    assertEquals(0, 0x1BADB002 + flags + bytes.getInt(header + 8));
    assertEquals(header, bytes.getInt(header + 12));
    int end = bytes.getInt(header + 20);
    assertEquals(0, program.length % 512);
    assertTrue(program.length - end >= 512 && program.length - end < 1024);

    int trailer = (end + 7) / 8 * 8;
    int length = bytes.getInt(trailer);
    int sum = bytes.getInt(trailer + 4);
    for (int at = 0; at < length; at += 4) {
      sum += bytes.getInt(trailer + 8 + at);
    }
    assertEquals(0, sum);
    assertEquals("EXTINFO", text(program, trailer + 8, 7, StandardCharsets.US_ASCII));
    assertEquals(1, program[trailer + 23], "kind of hash");
    int hash = trailer + 8 + bytes.getInt(trailer + 24);
    assertEquals(16, bytes.getShort(trailer + 28));
    assertArrayEquals(
        MessageDigest.getInstance("MD5").digest(Arrays.copyOf(program, end)),
        Arrays.copyOfRange(program, hash, hash + 16));
    int version = trailer + 8 + bytes.getInt(trailer + 17);
    assertEquals("sample-2", text(program, version, bytes.getShort(trailer + 21), UTF_8));
  }

  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  private static String text(byte[] bytes, int from, int length, Charset charset) {
    return new String(bytes, from, length, charset);
  }

  @Test
  void stageOneIsABootSector() {
    byte[] sector = BootPrograms.pmbr();
    assertEquals(512, sector.length);
    ByteBuffer bytes = ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals((short) 0xAA55, bytes.getShort(0x1fe));
    assertEquals(1, bytes.getShort(0xfc));
    assertEquals((byte) 0xEE, sector[0x1be + 4]);
    assertEquals((byte) 0xFA, sector[2 + sector[1]], "code begins where the jump leads");
  }

  @Test
  void efiHeadersAreConsistent() {
    for (byte[] program : new byte[][] {BootPrograms.efi32(), BootPrograms.efi64()}) {
      ByteBuffer bytes = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
      int pe = bytes.getInt(0x3c);
      assertEquals(0x4550, bytes.getInt(pe));
      int optional = pe + 24;
      int section = optional + bytes.getShort(pe + 20);
      assertTrue(section + 40 <= EfiImage.CODE);
      assertEquals(".text", text(program, section, 5, UTF_8));
      assertEquals(EfiImage.CODE, bytes.getInt(section + 20));
      assertEquals(10, bytes.getShort(optional + 68), "subsystem");
      assertEquals(bytes.getInt(optional + 16), bytes.getInt(section + 12), "entry point");
      int data = section + 40;
      assertEquals(".data", text(program, data, 5, UTF_8));
      assertEquals(bytes.getInt(data + 12), bytes.getInt(data + 20), "memory is as the file");
      int end = bytes.getInt(data + 12) + bytes.getInt(data + 16);
      assertEquals((end + 0xfff) & ~0xfff, bytes.getInt(optional + 56), "size in memory");
      assertEquals(0x1BADB002, bytes.getInt(bytes.getInt(data + 12)), "the header is data");
    }
  }
}
