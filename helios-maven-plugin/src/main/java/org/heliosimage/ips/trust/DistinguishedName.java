package org.heliosimage.ips.trust;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * Finds common names in the encoded form of a name, which is a sequence of sets of pairs of a type
 * and a text:
 *
 * <pre>
 * 30 len { 31 len { 30 len { 06 03 55 04 03  TAG len text } } }
 * </pre>
 *
 * <p>The textual forms are ambiguous about escapes, and names decide about trust.
 */
final class DistinguishedName {

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int BMP_STRING = 0x1e;
  private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};

  private final byte[] der;
  private int at;

  private DistinguishedName(byte[] der) {
    this.der = der;
  }

  static List<String> commonNames(X500Principal name) {
    // The JDK encoded this, so it is well-formed.
    return new DistinguishedName(name.getEncoded()).read();
  }

  private List<String> read() {
    List<String> names = new ArrayList<>();
    int end = enter(SEQUENCE);
    while (at < end) {
      int setEnd = enter(SET);
      while (at < setEnd) {
        int pairEnd = enter(SEQUENCE);
        if (Arrays.equals(der, at, Math.min(at + 5, pairEnd), COMMON_NAME, 0, 5)) {
          at += COMMON_NAME.length;
          int tag = der[at];
          int textEnd = enter(tag);
          Charset charset = tag == BMP_STRING ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
          names.add(new String(der, at, textEnd - at, charset));
        }
        at = pairEnd;
      }
    }
    return names;
  }

  /** Steps over a tag and a length; returns where what follows ends. */
  private int enter(int tag) {
    if (der[at] != (byte) tag) {
      throw new IllegalStateException("a name has tag " + der[at] + " where " + tag + " should be");
    }
    int length = der[at + 1] & 0xff;
    at += 2;
    if (length >= 0x80) {
      int bytes = length & 0x7f;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (der[at++] & 0xff);
      }
    }
    return at + length;
  }
}
