package org.heliosimage.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.tree.Content;

/**
 * An extended attribute as the tar of Solaris and illumos writes it after its file ({@code tar -@},
 * head/archives.h): a member of type E with this header, then one with the value, of type E again
 * or of its own.
 *
 * <pre>
 * offset size field
 *      0    7 version "1.0"
 *      7   10 size of the whole header      17   10 length of the names below with their head
 *     27   10 the same for a link's target
 *     37    7 length of the names           44    1 the type of the value
 *     45      path of the file, NUL, name of the attribute, NUL
 * </pre>
 *
 * @param path the file
 * @param name its attribute; empty for the hidden directory of all attributes and for what ZFS
 *     shows as attributes but keeps elsewhere
 * @param type type flag of the value
 */
record SolarisXattr(String path, String name, char type) {

  private static final String VERSION = "1.0";
  private static final int LINK_LENGTH_OFFSET = 27;
  private static final int NAMES_LENGTH_OFFSET = 37;
  private static final int TYPE_OFFSET = 44;
  private static final int NAMES_OFFSET = 45;

  /** System attributes of ZFS in a file's clothes; they say nothing that an image must keep. */
  private static final String SYSTEM_PREFIX = "SUNWattr_";

  static SolarisXattr decode(byte[] data) throws IOException {
    if (data.length < NAMES_OFFSET || !text(data, 0, 7).equals(VERSION)) {
      throw new IOException("has a header of an extended attribute that is not version 1.0");
    }
    int end = NAMES_OFFSET + number(data, NAMES_LENGTH_OFFSET, 7);
    if (end > data.length) {
      throw new IOException("has a header of an extended attribute that is cut short");
    }
    List<String> names = new ArrayList<>();
    int start = NAMES_OFFSET;
    for (int i = NAMES_OFFSET; i < end && names.size() < 4; i++) {
      if (data[i] == 0) {
        names.add(Utf8.decode(data, start, i - start));
        start = i + 1;
      }
    }
    String last = names.isEmpty() ? "" : names.get(names.size() - 1);
    boolean system = last.equals(".") || last.startsWith(SYSTEM_PREFIX);
    if (number(data, LINK_LENGTH_OFFSET, 10) != 0 || (names.size() != 2 && !system)) {
      throw new IOException(
          "has an extended attribute that is a link, or an attribute of an attribute");
    }
    return new SolarisXattr(names.get(0), system ? "" : last, (char) data[TYPE_OFFSET]);
  }

  void apply(Unpacker unpacker, Content value) throws IOException {
    boolean file = type == TarHeader.FILE || type == 0;
    if (file && !name.isEmpty()) {
      unpacker.addXattr(path, name, value);
    }
  }

  private static int number(byte[] data, int offset, int length) throws IOException {
    try {
      return Integer.parseUnsignedInt(text(data, offset, length).strip());
    } catch (NumberFormatException e) {
      throw new IOException("has a header of an extended attribute with no number", e);
    }
  }

  private static String text(byte[] data, int offset, int length) {
    int end = offset;
    while (end < offset + length && data[end] != 0) {
      end++;
    }
    return new String(data, offset, end - offset, StandardCharsets.ISO_8859_1);
  }
}
