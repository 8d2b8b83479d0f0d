package org.heliosimage.archive;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.tree.Content;
import org.jspecify.annotations.Nullable;

/**
 * What extended headers say about the next member, over what its own header says. The records are
 * {@code LENGTH KEY=VALUE\n}, the length in decimal and of the whole record. POSIX has them under
 * the types x and g, Solaris under X with keys of its own for device numbers.
 */
final class PaxHeader {

  /** Longer values stay in the archive. */
  private static final int MEMORY_MAX = 512;

  private static final int NUMBER_MAX = 40;
  private static final int KEY_MAX = 4096;
  private static final String SCHILY_XATTR = "SCHILY.xattr.";
  private static final String LIBARCHIVE_XATTR = "LIBARCHIVE.xattr.";

  @Nullable String path;
  @Nullable String linkPath;
  long size = -1;
  long uid = -1;
  long gid = -1;
  long devMajor = -1;
  long devMinor = -1;
  boolean hasTime;
  long seconds;
  int nanos;
  SortedMap<String, Content> xattrs = new TreeMap<>();

  @Nullable String sparseName;
  long sparseRealSize = -1;
  boolean sparseMapInData;
  @Nullable SparseRuns sparseRuns;
  private long sparseOffset = -1;
  private boolean used;

  /** The state for one member: what the global headers said until now. */
  PaxHeader copy() {
    PaxHeader copy = new PaxHeader();
    copy.path = path;
    copy.linkPath = linkPath;
    copy.size = size;
    copy.uid = uid;
    copy.gid = gid;
    copy.devMajor = devMajor;
    copy.devMinor = devMinor;
    copy.hasTime = hasTime;
    copy.seconds = seconds;
    copy.nanos = nanos;
    copy.xattrs = new TreeMap<>(xattrs);
    return copy;
  }

  /** Whether records were read into this object itself. */
  boolean isUsed() {
    return used;
  }

  /**
   * Takes the records of a header.
   *
   * @param data the records
   * @param file the archive
   * @param position where in the archive the records begin
   */
  void read(byte[] data, Path file, long position) throws IOException {
    used = true;
    int at = 0;
    // Some writers pad the last record with NUL bytes.
    while (at < data.length && data[at] != 0) {
      int length = 0;
      int digit = at;
      while (digit < data.length && data[digit] >= '0' && data[digit] <= '9' && digit < at + 9) {
        length = length * 10 + data[digit++] - '0';
      }
      int end = at + length;
      if (digit == at
          || digit >= data.length
          || data[digit] != ' '
          || length <= digit - at + 1
          || end > data.length
          || data[end - 1] != '\n') {
        throw new IOException("has a broken extended header");
      }
      int key = digit + 1;
      int equals = key;
      while (equals < end && data[equals] != '=') {
        equals++;
      }
      if (equals == end || equals - key > KEY_MAX) {
        throw new IOException("has a broken extended header");
      }
      record(Utf8.decode(data, key, equals - key), data, equals + 1, end - 1, file, position);
      at = end;
    }
  }

  private void record(String key, byte[] data, int from, int to, Path file, long position)
      throws IOException {
    if (key.startsWith(SCHILY_XATTR)) {
      Content value =
          to - from > MEMORY_MAX
              ? Content.range(file, position + from, to - from)
              : Content.of(Arrays.copyOfRange(data, from, to));
      xattrs.put(xattrName(key.substring(SCHILY_XATTR.length())), value);
      return;
    }
    if (key.startsWith(LIBARCHIVE_XATTR)) {
      xattrs.putIfAbsent(
          xattrName(unescape(key.substring(LIBARCHIVE_XATTR.length()))),
          Content.of(base64(new String(data, from, to - from, StandardCharsets.ISO_8859_1))));
      return;
    }
    switch (key) {
      case "path" -> path = emptyIsUnset(Utf8.decode(data, from, to - from));
      case "linkpath" -> linkPath = emptyIsUnset(Utf8.decode(data, from, to - from));
      case "GNU.sparse.name" -> sparseName = emptyIsUnset(Utf8.decode(data, from, to - from));
      case "size" -> size = number(key, data, from, to);
      case "uid" -> uid = number(key, data, from, to);
      case "gid" -> gid = number(key, data, from, to);
      case "SCHILY.devmajor", "SUN.devmajor" -> devMajor = number(key, data, from, to);
      case "SCHILY.devminor", "SUN.devminor" -> devMinor = number(key, data, from, to);
      case "mtime" -> time(data, from, to);
      case "GNU.sparse.size", "GNU.sparse.realsize" -> sparseRealSize = number(key, data, from, to);
      case "GNU.sparse.major" -> sparseMapInData = number(key, data, from, to) == 1;
      case "GNU.sparse.numblocks" -> runs();
      case "GNU.sparse.offset" -> sparseOffset = number(key, data, from, to);
      case "GNU.sparse.numbytes" -> runs().add(sparseOffset, number(key, data, from, to));
      case "GNU.sparse.map" ->
          runs().addPairs(new String(data, from, to - from, StandardCharsets.ISO_8859_1));
      default -> {
        // Comments, names of owners, access times, checksums: nothing that a tree keeps.
      }
    }
  }

  private SparseRuns runs() {
    SparseRuns runs = sparseRuns;
    if (runs == null) {
      runs = new SparseRuns();
      sparseRuns = runs;
    }
    return runs;
  }

  private static @Nullable String emptyIsUnset(String text) {
    return text.isEmpty() ? null : text;
  }

  private static long number(String key, byte[] data, int from, int to) throws IOException {
    if (from == to) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = data[i] - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
        throw new IOException("has an extended header whose " + key + " is no number");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Seconds with a fraction of any length, of which nanoseconds are kept. */
  private void time(byte[] data, int from, int to) throws IOException {
    hasTime = from < to;
    if (!hasTime) {
      return;
    }
    boolean below = data[from] == '-';
    int start = below ? from + 1 : from;
    int point = start;
    while (point < to && data[point] != '.') {
      point++;
    }
    if (start == point || to - point > NUMBER_MAX) {
      throw new IOException("has an extended header whose mtime is no time");
    }
    long whole = number("mtime", data, start, point);
    int fraction = 0;
    boolean more = false;
    for (int i = point + 1; i < Math.max(to, point + 10); i++) {
      int digit = i < to ? data[i] - '0' : 0;
      if (digit < 0 || digit > 9) {
        throw new IOException("has an extended header whose mtime is no time");
      }
      if (i < point + 10) {
        fraction = fraction * 10 + digit;
      } else {
        more |= digit > 0;
      }
    }
    if (below) {
      // Times are kept as whole seconds below and a fraction above: -1.75 is -2 and 0.25.
      int up = more ? fraction + 1 : fraction;
      seconds = up == 0 ? -whole : -whole - 1;
      nanos = up == 0 ? 0 : 1_000_000_000 - up;
    } else {
      seconds = whole;
      nanos = fraction;
    }
  }

  private static String xattrName(String name) throws IOException {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IOException("has an extended attribute without a proper name");
    }
    return name;
  }

  private static String unescape(String name) throws IOException {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IOException("has an extended attribute without a proper name", e);
    }
  }

  private static byte[] base64(String value) throws IOException {
    try {
      return Base64.getDecoder().decode(value);
    } catch (IllegalArgumentException e) {
      throw new IOException("has an extended attribute that is not in base 64", e);
    }
  }
}
