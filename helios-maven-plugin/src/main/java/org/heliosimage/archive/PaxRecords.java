package org.heliosimage.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.jspecify.annotations.Nullable;

/** Writes the records of an extended header: what the plain one has no room for. */
final class PaxRecords {

  private static final int MAX_XATTR = 1 << 20;

  private static final byte[] NONE = {};

  /** Null while there are none, as there are for nearly all members. */
  private @Nullable ByteArrayOutputStream records;

  private PaxRecords() {}

  /** The records that a member needs; empty if its own header says it all. */
  static byte[] of(TarHeader header, Attributes attributes) throws IOException {
    PaxRecords pax = new PaxRecords();
    pax.name("path", header.name());
    pax.name("linkpath", header.linkName());
    pax.number("size", header.size(), TarHeader.SIZE_MAX);
    pax.number("uid", header.uid(), TarHeader.ID_MAX);
    pax.number("gid", header.gid(), TarHeader.ID_MAX);
    pax.time(attributes);
    for (Map.Entry<String, Content> xattr : attributes.xattrs().entrySet()) {
      if (xattr.getKey().indexOf('=') >= 0) {
        throw new IOException("a tar cannot hold the attribute name " + xattr.getKey());
      }
      if (xattr.getValue().size() > MAX_XATTR) {
        throw new IOException("its extended attribute " + xattr.getKey() + " is too large");
      }
      pax.add("SCHILY.xattr." + xattr.getKey(), xattr.getValue().bytes());
    }
    ByteArrayOutputStream records = pax.records;
    return records == null ? NONE : records.toByteArray();
  }

  private void name(String key, String name) throws IOException {
    if (name.length() > TarHeader.NAME_MAX || !Utf8.isAscii(name)) {
      add(key, Utf8.encode(name));
    }
  }

  private void number(String key, long value, long max) throws IOException {
    if (value > max) {
      add(key, ascii(Long.toString(value)));
    }
  }

  private void time(Attributes attributes) throws IOException {
    long seconds = attributes.seconds();
    int nanos = attributes.nanos();
    if (nanos == 0 && seconds >= 0 && seconds <= TarHeader.SIZE_MAX) {
      return;
    }
    // Below zero the fraction counts away from zero: 0.25 s after -2 is -1.75.
    boolean below = seconds < 0 && nanos > 0;
    long whole = below ? seconds + 1 : seconds;
    int fraction = below ? 1_000_000_000 - nanos : nanos;
    String sign = below && whole == 0 ? "-" : "";
    String digits =
        fraction == 0 ? "" : String.format(Locale.ROOT, ".%09d", fraction).replaceFirst("0+$", "");
    add("mtime", ascii(sign + whole + digits));
  }

  /** A record says its own length, the digits of the length included. */
  private void add(String key, byte[] value) throws IOException {
    byte[] name = Utf8.encode(key);
    int rest = name.length + value.length + 3;
    int length = rest + 1;
    while (Integer.toString(length).length() + rest != length) {
      length = Integer.toString(length).length() + rest;
    }
    ByteArrayOutputStream out = records == null ? new ByteArrayOutputStream() : records;
    out.write(ascii(Integer.toString(length)));
    out.write(' ');
    out.write(name);
    out.write('=');
    out.write(value);
    out.write('\n');
    records = out;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
