package org.heliosimage.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Names as bytes: what is not UTF-8 is refused, as replacing it could make two names one, and so is
 * NUL, at which the name ends for other programs.
 */
final class Utf8 {

  private Utf8() {}

  static String decode(byte[] bytes, int offset, int length) throws IOException {
    boolean ascii = true;
    for (int i = offset; i < offset + length; i++) {
      ascii &= bytes[i] >= 0;
      if (bytes[i] == 0) {
        throw new IOException("has a name that contains a NUL character");
      }
    }
    if (!ascii) {
      return decodeBeyondAscii(bytes, offset, length);
    }
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  private static String decodeBeyondAscii(byte[] bytes, int offset, int length) throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      String shown = new String(bytes, offset, length, StandardCharsets.UTF_8);
      throw new IOException("has the name " + shown + ", which is not UTF-8", e);
    }
  }

  static byte[] encode(String text) throws IOException {
    if (isAscii(text)) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IOException("has the name " + text + ", which is not Unicode", e);
    }
  }

  /** Whether the text is the same in ASCII and in UTF-8. */
  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
