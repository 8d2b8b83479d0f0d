package org.heliosimage.archive;

import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * The 512-byte block before each member.
 *
 * <pre>
 * offset size field
 *      0  100 name, NUL-padded          257    6 magic: "ustar\0" (POSIX) or "ustar " (GNU)
 *    100    8 mode                      263    2 version: "00" or " \0"
 *    108    8 uid                       265   32 owner name     297   32 group name
 *    116    8 gid                       329    8 device major   337    8 device minor
 *    124   12 size                      345  155 prefix (POSIX only: GNU keeps times and
 *    136   12 mtime                               the sparse map there)
 *    148    8 checksum                  386   96 four sparse runs, 24 bytes each (GNU, type S)
 *    156    1 type                      482    1 non-zero: a block of 21 more runs follows
 *    157  100 link target               483   12 size with the holes
 * </pre>
 *
 * <p>Numbers are octal text, or base 256 when the first bit is set. Owner names are neither written
 * nor read: the numbers count, as the machine that builds has other users than the image.
 *
 * @param name the name field, with the prefix in front if there is one
 * @param type the type flag; {@code '0'} for the NUL of old archives
 */
record TarHeader(
    String name,
    int mode,
    long uid,
    long gid,
    long size,
    long seconds,
    char type,
    String linkName,
    long devMajor,
    long devMinor) {

  static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;
  static final int NAME_MAX = TarConstants.NAMELEN;
  static final long ID_MAX = TarConstants.MAXID;
  static final long SIZE_MAX = TarConstants.MAXSIZE;

  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char SYMLINK = '2';
  static final char CHARACTER_DEVICE = '3';
  static final char BLOCK_DEVICE = '4';
  static final char DIRECTORY = '5';
  static final char FIFO = '6';
  static final char CONTIGUOUS = '7';
  static final char PAX = 'x';
  static final char PAX_GLOBAL = 'g';
  static final char GNU_LONG_NAME = 'L';
  static final char GNU_LONG_LINK = 'K';
  static final char GNU_SPARSE = 'S';
  static final char GNU_VOLUME_LABEL = 'V';
  static final char SOLARIS_PAX = 'X';
  static final char SOLARIS_XATTR = 'E';
  static final char SOLARIS_ACL = 'A';

  static final int SPARSE_OFFSET = 386;
  static final int SPARSE_EXTENDED_OFFSET = 482;
  static final int REAL_SIZE_OFFSET = 483;
  static final int SPARSE_FIELD = 12;

  private static final int MODE_OFFSET = 100;
  private static final int UID_OFFSET = 108;
  private static final int GID_OFFSET = 116;
  private static final int SIZE_OFFSET = 124;
  private static final int TIME_OFFSET = 136;
  private static final int LINK_OFFSET = 157;
  private static final int MAJOR_OFFSET = 329;
  private static final int MINOR_OFFSET = 337;
  private static final int PREFIX_OFFSET = 345;
  private static final int ID_LENGTH = 8;
  private static final int SIZE_LENGTH = 12;
  private static final byte[] EMPTY = new byte[BLOCK];
  private static final byte[] POSIX_MAGIC = {'u', 's', 't', 'a', 'r', 0};

  /**
   * Reads a block.
   *
   * @throws IOException says what is wrong, as a phrase to follow the name of the file
   */
  static TarHeader decode(byte[] block) throws IOException {
    if (!hasRightSum(block)) {
      throw new IOException("has a header whose checksum is wrong");
    }
    boolean posix =
        Arrays.equals(
            block, TarConstants.MAGIC_OFFSET, TarConstants.VERSION_OFFSET, POSIX_MAGIC, 0, 6);
    String name = text(block, 0, NAME_MAX);
    if (posix && block[PREFIX_OFFSET] != 0) {
      name = text(block, PREFIX_OFFSET, TarConstants.PREFIXLEN) + "/" + name;
    }
    char type = block[TarConstants.LF_OFFSET] == 0 ? FILE : (char) block[TarConstants.LF_OFFSET];
    boolean device = type == CHARACTER_DEVICE || type == BLOCK_DEVICE;
    return new TarHeader(
        name,
        (int) number(block, MODE_OFFSET, ID_LENGTH) & 07777,
        number(block, UID_OFFSET, ID_LENGTH),
        number(block, GID_OFFSET, ID_LENGTH),
        number(block, SIZE_OFFSET, SIZE_LENGTH),
        number(block, TIME_OFFSET, SIZE_LENGTH),
        type,
        block[LINK_OFFSET] == 0 ? "" : text(block, LINK_OFFSET, NAME_MAX),
        device ? number(block, MAJOR_OFFSET, ID_LENGTH) : 0,
        device ? number(block, MINOR_OFFSET, ID_LENGTH) : 0);
  }

  /**
   * Writes the block; names that do not fit are cut, as an extended header before it says them
   * whole.
   */
  void encode(byte[] block) throws IOException {
    System.arraycopy(EMPTY, 0, block, 0, BLOCK);
    put(block, 0, name);
    TarUtils.formatLongOctalBytes(mode, block, MODE_OFFSET, ID_LENGTH);
    TarUtils.formatLongOctalOrBinaryBytes(uid, block, UID_OFFSET, ID_LENGTH);
    TarUtils.formatLongOctalOrBinaryBytes(gid, block, GID_OFFSET, ID_LENGTH);
    TarUtils.formatLongOctalOrBinaryBytes(size, block, SIZE_OFFSET, SIZE_LENGTH);
    TarUtils.formatLongOctalOrBinaryBytes(seconds, block, TIME_OFFSET, SIZE_LENGTH);
    block[TarConstants.LF_OFFSET] = (byte) type;
    put(block, LINK_OFFSET, linkName);
    System.arraycopy(POSIX_MAGIC, 0, block, TarConstants.MAGIC_OFFSET, POSIX_MAGIC.length);
    Arrays.fill(block, TarConstants.VERSION_OFFSET, TarConstants.VERSION_OFFSET + 2, (byte) '0');
    TarUtils.formatLongOctalOrBinaryBytes(devMajor, block, MAJOR_OFFSET, ID_LENGTH);
    TarUtils.formatLongOctalOrBinaryBytes(devMinor, block, MINOR_OFFSET, ID_LENGTH);
    Arrays.fill(
        block,
        TarConstants.CHKSUM_OFFSET,
        TarConstants.CHKSUM_OFFSET + TarConstants.CHKSUMLEN,
        (byte) ' ');
    TarUtils.formatCheckSumOctalBytes(
        TarUtils.computeCheckSum(block), block, TarConstants.CHKSUM_OFFSET, TarConstants.CHKSUMLEN);
  }

  /** Bytes that a member of a size takes, without its header. */
  static long padded(long size) {
    return Math.addExact(size, BLOCK - 1) / BLOCK * BLOCK;
  }

  /**
   * A number field of this or a sparse block: octal digits between spaces and NULs, or binary if
   * the first bit is set. Reading a seed tar is mostly this, so it does not go through a library.
   */
  static long number(byte[] block, int offset, int length) throws IOException {
    if (block[offset] < 0) {
      return binary(block, offset, length);
    }
    if (block[offset] == 0) {
      return 0;
    }
    int at = offset;
    int end = offset + length;
    while (at < end && block[at] == ' ') {
      at++;
    }
    long value = 0;
    while (at < end && (block[at] & ~7) == '0') {
      value = (value << 3) | (block[at++] & 7);
    }
    while (at < end) {
      if (block[at] != 0 && block[at] != ' ') {
        throw noNumber(offset);
      }
      at++;
    }
    return value;
  }

  /** Big-endian two's complement in all bits but the first, which marks it. */
  private static long binary(byte[] block, int offset, int length) throws IOException {
    long value = (byte) (block[offset] << 1) >> 1;
    for (int at = offset + 1; at < offset + length; at++) {
      if (value >> 55 != value >> 63) {
        throw noNumber(offset);
      }
      value = (value << 8) | (block[at] & 0xff);
    }
    return value;
  }

  private static IOException noNumber(int offset) {
    return new IOException("has a header with no number at byte " + offset);
  }

  /** The sum of all bytes, those of its own field taken as spaces; old writers add signed bytes. */
  /** Whether a block is a header, which an empty one is not. */
  static boolean hasRightSum(byte[] block) {
    int unsigned = ' ' * TarConstants.CHKSUMLEN;
    int signed = unsigned;
    int sumEnd = TarConstants.CHKSUM_OFFSET + TarConstants.CHKSUMLEN;
    for (int at = 0; at < BLOCK; at++) {
      if (at < TarConstants.CHKSUM_OFFSET || at >= sumEnd) {
        unsigned += block[at] & 0xff;
        signed += block[at];
      }
    }
    try {
      long sum = number(block, TarConstants.CHKSUM_OFFSET, TarConstants.CHKSUMLEN);
      return sum == unsigned || sum == signed;
    } catch (IOException e) {
      return false;
    }
  }

  private static String text(byte[] block, int offset, int length) throws IOException {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return Utf8.decode(block, offset, end - offset);
  }

  private static void put(byte[] block, int offset, String text) throws IOException {
    byte[] bytes = Utf8.encode(text);
    System.arraycopy(bytes, 0, block, offset, Math.min(bytes.length, NAME_MAX));
  }
}
