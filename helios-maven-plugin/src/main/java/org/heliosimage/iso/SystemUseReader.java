package org.heliosimage.iso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.heliosimage.codec.Bytes;

/** Reads the system use of a record wherever it goes on. */
final class SystemUseReader {

  /** The longest name and target of a link need fewer areas. */
  private static final int MAX_AREAS = 64;

  private final IsoFile image;

  SystemUseReader(IsoFile image) {
    this.image = image;
  }

  /**
   * What a record says.
   *
   * @param name what to call it in a message
   */
  Posix read(byte[] systemUse, String name) throws IOException {
    Posix posix = new Posix(name);
    byte[] area = systemUse;
    for (int areas = 0; area.length > 0; areas++) {
      if (areas > MAX_AREAS) {
        throw new IsoException(name + " goes on without end");
      }
      area = next(area, posix, name);
    }
    return posix;
  }

  /** Takes the entries of an area; the result is the next one. */
  private byte[] next(byte[] area, Posix posix, String name) throws IOException {
    byte[] next = {};
    int at = 0;
    // A last odd byte fills a record up.
    while (area.length - at >= RockRidge.HEAD) {
      int length = Bytes.u8(area, at + 2);
      if (length < RockRidge.HEAD || length > area.length - at) {
        throw new IsoException(name + " has an entry of impossible length");
      }
      if (new String(area, at, 2, StandardCharsets.ISO_8859_1).equals("CE")) {
        if (length != SystemUse.CONTINUATION || next.length > 0) {
          throw new IsoException(name + " goes on in an impossible way");
        }
        next = continuation(area, at, name);
      } else {
        posix.take(area, at, length);
      }
      at += length;
    }
    return next;
  }

  private byte[] continuation(byte[] area, int at, String name) throws IOException {
    long block = Both.get32(area, at + 4, "a block");
    long offset = Both.get32(area, at + 12, "an offset");
    long length = Both.get32(area, at + 20, "a length");
    if (length == 0 || offset + length > Blocks.SIZE) {
      throw new IsoException(name + " goes on beyond the end of a block");
    }
    byte[] all = image.read(block, Blocks.SIZE, name);
    byte[] part = new byte[(int) length];
    System.arraycopy(all, (int) offset, part, 0, part.length);
    return part;
  }
}
