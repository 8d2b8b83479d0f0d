package org.heliosimage.iso;

import java.util.Arrays;
import org.heliosimage.codec.Bytes;

/** A record of a directory; the package's manual has the offsets. */
final class DirectoryRecord {

  /** Longest record: the length is even and has one byte. */
  static final int MAX = 254;

  static final int FIXED = 33;

  private static final int DIRECTORY = 2;

  private final byte[] id;
  private final long block;
  private final long size;
  private final long seconds;
  private final boolean directory;
  private final byte[] systemUse;

  /**
   * A record.
   *
   * @param id the plain name; a byte 0 for the directory itself, 1 for its parent
   * @param block where the data begins
   * @param size bytes of data
   * @param seconds time of modification
   * @param directory whether it is one
   * @param systemUse what Rock Ridge adds
   */
  DirectoryRecord(
      byte[] id, long block, long size, long seconds, boolean directory, byte[] systemUse) {
    this.id = id;
    this.block = block;
    this.size = size;
    this.seconds = seconds;
    this.directory = directory;
    this.systemUse = systemUse;
  }

  byte[] id() {
    return id;
  }

  long block() {
    return block;
  }

  long size() {
    return size;
  }

  boolean directory() {
    return directory;
  }

  byte[] systemUse() {
    return systemUse;
  }

  /** Length of a record but its system use. */
  static int fixedLength(int idLength) {
    return FIXED + idLength + (idLength + 1) % 2;
  }

  byte[] encode() {
    int fixed = fixedLength(id.length);
    byte[] out = new byte[(fixed + systemUse.length + 1) / 2 * 2];
    Bytes.put8(out, 0, out.length);
    Both.put32(out, 2, block);
    Both.put32(out, 10, size);
    System.arraycopy(IsoTime.shortForm(seconds), 0, out, 18, IsoTime.SHORT);
    Bytes.put8(out, 25, directory ? DIRECTORY : 0);
    Both.put16(out, 28, 1);
    Bytes.put8(out, 32, id.length);
    System.arraycopy(id, 0, out, FIXED, id.length);
    System.arraycopy(systemUse, 0, out, fixed, systemUse.length);
    return out;
  }

  /** The record at an offset, which must not go beyond a limit. */
  static DirectoryRecord decode(byte[] in, int at, int limit) throws IsoException {
    int length = Bytes.u8(in, at);
    int idLength = length > FIXED ? Bytes.u8(in, at + 32) : 0;
    int fixed = fixedLength(idLength);
    if (idLength == 0 || length % 2 != 0 || fixed > length || at + length > limit) {
      throw new IsoException("a record of " + length + " bytes makes no sense");
    }
    int flags = Bytes.u8(in, at + 25);
    if ((flags & ~DIRECTORY) != 0 || in[at + 1] != 0 || in[at + 26] != 0 || in[at + 27] != 0) {
      throw new IsoException("a record is of a kind that is not used here");
    }
    if (Both.get16(in, at + 28, "the number of a volume") != 1) {
      throw new IsoException("a record leads to another volume");
    }
    return new DirectoryRecord(
        Arrays.copyOfRange(in, at + FIXED, at + FIXED + idLength),
        Both.get32(in, at + 2, "a block"),
        Both.get32(in, at + 10, "a size"),
        IsoTime.decode(in, at + 18),
        flags != 0,
        Arrays.copyOfRange(in, at + fixed, at + length));
  }
}
