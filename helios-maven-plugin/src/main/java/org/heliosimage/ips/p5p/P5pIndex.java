package org.heliosimage.ips.p5p;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The index of an archive: where each member starts. */
final class P5pIndex {

  static final String NAME = "pkg5.index.0.gz";
  static final String COMMENT = "pkg5.archive.version.0";

  /** An entry takes some 110 bytes; the largest public repositories have 100,000 of them. */
  static final int MAX_BYTES = 32 << 20;

  private static final int FIELDS_AFTER_OFFSET = 3;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /** Adds a member. */
  void add(TarBlock member, long offset, long length) {
    String line =
        String.join(
            "\0",
            member.name(),
            Long.toString(offset),
            Long.toString(length),
            Long.toString(member.size()),
            String.valueOf(member.type()),
            "\n");
    text.writeBytes(line.getBytes(StandardCharsets.UTF_8));
  }

  /** The index as text. */
  byte[] bytes() {
    return text.toByteArray();
  }

  /**
   * Reads an index.
   *
   * @param start what the offsets are counted from
   * @return names of members to where they start
   */
  static NavigableMap<String, Long> decode(byte[] text, long start) throws IOException {
    NavigableMap<String, Long> offsets = new TreeMap<>();
    int at = 0;
    while (at < text.length) {
      int name = next(text, at);
      int offset = next(text, name + 1);
      String digits = new String(text, name + 1, offset - name - 1, StandardCharsets.UTF_8);
      if (!digits.matches("[0-9]{1,18}")) {
        throw new IOException("its index has no offset where one must be");
      }
      offsets.put(
          new String(text, at, name - at, StandardCharsets.UTF_8),
          Math.addExact(start, Long.parseLong(digits)));
      int end = offset;
      for (int field = 0; field < FIELDS_AFTER_OFFSET; field++) {
        end = next(text, end + 1);
      }
      if (end + 1 >= text.length || text[end + 1] != '\n') {
        throw new IOException("its index has a line without an end");
      }
      at = end + 2;
    }
    return offsets;
  }

  private static int next(byte[] text, int from) throws IOException {
    for (int at = from; at < text.length; at++) {
      if (text[at] == 0) {
        return at;
      }
    }
    throw new IOException("its index is cut short");
  }
}
