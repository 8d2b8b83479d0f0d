package org.heliosimage.ips.p5p;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A member of a tar.
 *
 * @param name its name
 * @param type its type, as in its header
 * @param comment what an extended header says about the archive; empty if there is none
 * @param data where its bytes are
 * @param size how many
 */
record TarMember(String name, char type, String comment, long data, long size) {

  private static final int MAX_EXTENDED = 1 << 20;

  boolean isFile() {
    return type == TarBlock.FILE || type == '7';
  }

  /** Where the next member starts. */
  long end() {
    return data + TarBlock.padded(size);
  }

  /**
   * Reads all headers of a member.
   *
   * @return null at the end of the archive
   */
  static @Nullable TarMember at(ArchiveBytes.Blocks archive, long position) throws IOException {
    String name = "";
    String comment = "";
    long size = -1;
    long at = position;
    while (true) {
      byte[] block = read(archive, at, TarBlock.SIZE);
      if (isZero(block)) {
        return null;
      }
      TarBlock header = TarBlock.decode(block);
      at += TarBlock.SIZE;
      if ("xgL".indexOf(header.type()) < 0) {
        long length = size >= 0 ? size : header.size();
        if (length > archive.size() - at) {
          throw new EOFException("it is cut short");
        }
        return new TarMember(
            name.isEmpty() ? header.name() : name, header.type(), comment, at, length);
      }
      if (header.size() > MAX_EXTENDED) {
        throw new IOException("it has an extended header that is too large");
      }
      byte[] extra = read(archive, at, (int) header.size());
      at += TarBlock.padded(header.size());
      if (header.type() == TarBlock.LONG_NAME) {
        name = text(extra, 0, extra.length).replaceFirst("\0.*", "");
      } else if (header.type() == TarBlock.EXTENDED) {
        int record = 0;
        while (record < extra.length && extra[record] != 0) {
          int blank = find(extra, ' ', record);
          int end = record + length(text(extra, record, blank));
          int equals = find(extra, '=', blank);
          if (end > extra.length || end <= equals || extra[end - 1] != '\n') {
            throw new IOException("it has a broken extended header");
          }
          String value = text(extra, equals + 1, end - 1);
          switch (text(extra, blank + 1, equals)) {
            case "path" -> name = value;
            case "size" -> size = length(value);
            case "comment" -> comment = value;
            default -> {
              // Owners and times, which a repository does not care about.
            }
          }
          record = end;
        }
      }
    }
  }

  private static int length(String digits) throws IOException {
    if (!digits.matches("[0-9]{1,9}")) {
      throw new IOException("it has a broken extended header");
    }
    return Integer.parseInt(digits);
  }

  private static int find(byte[] bytes, char wanted, int from) throws IOException {
    for (int at = from; at < bytes.length; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    throw new IOException("it has a broken extended header");
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private static byte[] read(ArchiveBytes.Blocks archive, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (archive.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("it is cut short");
      }
    }
    return buffer.array();
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
