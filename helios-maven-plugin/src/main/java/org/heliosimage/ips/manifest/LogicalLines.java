package org.heliosimage.ips.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a manifest, those that a backslash continues joined. One at a time: the text of the
 * whole would take as much memory again as the bytes.
 */
final class LogicalLines {

  private final byte[] bytes;
  private final String origin;
  private final StringBuilder continued = new StringBuilder();
  private int at;
  private int number;
  private int first;

  /**
   * @param origin what is read, for messages
   */
  LogicalLines(byte[] bytes, String origin) {
    this.bytes = bytes;
    this.origin = origin;
  }

  /** The next line without blanks before it; null after the last one. */
  @Nullable String next() throws ManifestException {
    while (at < bytes.length) {
      String line = physical();
      if (line.endsWith("\\")) {
        first = continued.isEmpty() ? number : first;
        continued.append(line, 0, line.length() - 1);
      } else if (continued.isEmpty()) {
        first = number;
        return line;
      } else {
        String joined = continued.append(line).toString();
        continued.setLength(0);
        return joined;
      }
    }
    if (!continued.isEmpty()) {
      throw new ManifestException(origin, first, "the last line ends in a backslash");
    }
    return null;
  }

  /** The number of the line that the last one began with. */
  int number() {
    return first;
  }

  private String physical() throws ManifestException {
    int from = at;
    int to = end(bytes, from);
    boolean plain = to >= 0;
    to = plain ? to : -1 - to;
    at = to + 1;
    number++;
    if (plain) {
      while (from < to && bytes[from] == ' ') {
        from++;
      }
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    String line = decode(from, to).stripLeading();
    if (line.endsWith("\r")) {
      line = line.substring(0, line.length() - 1);
    }
    refuseSeparators(line);
    return line;
  }

  /**
   * Where a line ends that consists of printable ASCII, as nearly all do; the complement of that if
   * it does not. A method of its own, since it is by far the busiest loop here.
   */
  private static int end(byte[] bytes, int from) {
    boolean plain = true;
    int to = from;
    while (to < bytes.length && bytes[to] != '\n') {
      // What is beyond ASCII is negative.
      plain &= bytes[to] >= ' ';
      to++;
    }
    return plain ? to : -1 - to;
  }

  private String decode(int from, int to) throws ManifestException {
    String line = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (line.indexOf('\ufffd') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      } catch (CharacterCodingException e) {
        throw new ManifestException(origin, number, "the manifest is not UTF-8 text");
      }
    }
    return line;
  }

  /** pkg(1) ends a line at each of these: what it would tear apart must not look whole to us. */
  private void refuseSeparators(String line) throws ManifestException {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c >= 0x0b && c <= 0x0d)
          || (c >= 0x1c && c <= 0x1e)
          || c == 0x85
          || c == 0x2028
          || c == 0x2029) {
        String hex = HexFormat.of().withUpperCase().toHexDigits(c);
        throw new ManifestException(
            origin, number, "the line contains the line separator U+" + hex);
      }
    }
  }
}
