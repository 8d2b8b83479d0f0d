package org.heliosimage.engine.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;

class IndexBytesTest {

  @Test
  void writesWhatTheStreamsOfTheJdkWrite() throws Exception {
    Generator.forAll(
        1,
        100,
        g -> {
          ByteArrayOutputStream expected = new ByteArrayOutputStream();
          DataOutputStream out = new DataOutputStream(expected);
          IndexBytes index = new IndexBytes();
          for (int n = g.below(3000); n > 0; n--) {
            long value = g.anyLong();
            String text = text(g);
            out.writeByte((int) value);
            index.writeByte((int) value);
            out.writeBoolean(value > 0);
            index.writeBoolean(value > 0);
            out.writeShort((int) value);
            index.writeShort((int) value);
            out.writeInt((int) value);
            index.writeInt((int) value);
            out.writeLong(value);
            index.writeLong(value);
            out.writeUTF(text);
            index.writeUTF(text);
          }
          assertEquals(expected.size(), index.size());
          assertArrayEquals(expected.toByteArray(), bytes(index));
        });
  }

  private static String text(Generator g) {
    if (g.oneIn(2)) {
      return g.name(0, 60);
    }
    StringBuilder text = new StringBuilder();
    for (int n = g.below(10); n > 0; n--) {
      text.append(
          (char) (int) g.oneOf(0, 1, 0x61, 0x7f, 0x80, 0x7ff, 0x800, 0xd800, 0xdc00, 0xffff));
    }
    return text.toString();
  }

  private static byte[] bytes(IndexBytes index) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    index.writeTo(out);
    return out.toByteArray();
  }

  @Test
  void aTextMayHaveAsManyBytesAsItsLengthCanSay() throws IOException {
    IndexBytes index = new IndexBytes();
    index.writeUTF("x".repeat(0xffff));
    assertEquals(0x10001, index.size());
    assertThrows(UTFDataFormatException.class, () -> index.writeUTF("x".repeat(0x10000)));
    assertThrows(UTFDataFormatException.class, () -> index.writeUTF("ü".repeat(0x8000)));
  }
}
