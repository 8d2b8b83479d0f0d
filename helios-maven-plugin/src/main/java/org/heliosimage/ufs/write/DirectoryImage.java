package org.heliosimage.ufs.write;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.codec.Bytes;

/** The bytes of a directory. */
final class DirectoryImage {

  /** Entries do not cross multiples of this size. */
  private static final int CHUNK = 512;

  private static final int HEADER = 8;

  private final List<Entry> entries = new ArrayList<>();
  private int chunks;
  private int used = CHUNK;
  private int least;

  private record Entry(String name, int inode) {}

  void add(String name, int inode) {
    entries.add(new Entry(name, inode));
    int length = length(name.getBytes(StandardCharsets.UTF_8).length);
    if (used + length > CHUNK) {
      chunks++;
      used = 0;
    }
    used += length;
  }

  /** Keeps room for names to come. */
  void reserve(int bytes) {
    least = bytes;
  }

  int size() {
    return Math.max(least, chunks * CHUNK);
  }

  byte[] bytes() {
    byte[] bytes = new byte[size()];
    int last = 0;
    int at = 0;
    for (Entry entry : entries) {
      byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
      int length = length(name.length);
      int end = (last / CHUNK + 1) * CHUNK;
      if (at + length > end) {
        Bytes.put16(bytes, last + 4, end - last);
        at = end;
      }
      Bytes.put32(bytes, at, entry.inode);
      Bytes.put16(bytes, at + 4, length);
      Bytes.put16(bytes, at + 6, name.length);
      System.arraycopy(name, 0, bytes, at + HEADER, name.length);
      last = at;
      at += length;
    }
    int end = (last / CHUNK + 1) * CHUNK;
    Bytes.put16(bytes, last + 4, end - last);
    for (int free = end; free < bytes.length; free += CHUNK) {
      Bytes.put16(bytes, free + 4, CHUNK);
    }
    return bytes;
  }

  private static int length(int name) {
    return (int) Bytes.roundUp(HEADER + name + 1, 4);
  }
}
