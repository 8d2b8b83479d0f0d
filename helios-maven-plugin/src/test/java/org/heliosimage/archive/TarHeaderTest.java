package org.heliosimage.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;

class TarHeaderTest {

  @Test
  void readsTheNumbersThatThePeerWrites() throws Exception {
    Generator.forAll(
        1,
        2000,
        random -> {
          int length = random.oneIn(2) ? 8 : 12;
          int bits = length == 8 ? 56 : 64;
          long number = random.anyLong() >> (64 - bits) >> random.below(bits);
          byte[] field = new byte[20];
          TarUtils.formatLongOctalOrBinaryBytes(number, field, 3, length);
          assertEquals(number, TarHeader.number(field, 3, length));
        });
  }

  @Test
  void octalMayStandBetweenSpaces() throws Exception {
    assertEquals(0644, number("   644 \0"));
    assertEquals(0644, number("0000644\0"));
    assertEquals(07777777, number("7777777 "));
    assertEquals(077777777, number("77777777"));
    assertEquals(0, number("        "));
    assertEquals(0, number("\0\0\0\0\0\0\0\0"));
  }

  @Test
  void otherTextIsNoNumber() {
    for (String text : new String[] {"0000648\0", "644x    ", "-000644\0", "64 4   \0"}) {
      assertThrows(IOException.class, () -> number(text), text);
    }
  }

  @Test
  void binaryThatNoLongHoldsIsNoNumber() {
    byte[] field = new byte[12];
    field[0] = (byte) 0x80;
    field[3] = 1;
    assertThrows(IOException.class, () -> TarHeader.number(field, 0, 12));
  }

  private static long number(String text) throws IOException {
    return TarHeader.number(text.getBytes(StandardCharsets.ISO_8859_1), 0, 8);
  }
}
