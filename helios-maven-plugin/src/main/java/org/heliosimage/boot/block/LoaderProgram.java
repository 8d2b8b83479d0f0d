package org.heliosimage.boot.block;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.heliosimage.codec.Bytes;

/**
 * A boot program with a multiboot header and, behind the program proper, a trailer about it.
 *
 * <pre>
 * header    0  u32  magic 0x1BADB002              12  u32  address of the header
 *           4  u32  flags, with 0x10000           16  u32  load address, 0
 *           8  u32  -(magic + flags)              20  u32  end of the program proper
 *                                                 24  u64  first sector of the ZFS slice
 *
 * trailer   0  u32  length of what follows byte 8
 *           4  u32  -(sum of its 32-bit words)
 *           8       "EXTINFO"
 *          23  u8   kind of hash, 1 for MD5
 *          24  u32  where the hash is, counted from byte 8
 *          28  u16  length of the hash
 * </pre>
 *
 * The header is in the first 64 KiB at a multiple of 4, the trailer at the first multiple of 8
 * behind the program proper.
 */
final class LoaderProgram {

  private static final int HEADER_MAGIC = 0x1BADB002;
  private static final int HEADER_HAS_ADDRESSES = 0x10000;
  private static final int HEADER_LENGTH = 32;
  private static final int HEADER_SEARCH = 64 << 10;

  private static final byte[] TRAILER_MAGIC = "EXTINFO".getBytes(StandardCharsets.US_ASCII);
  private static final int TRAILER_LENGTH = 62;
  private static final int HASH_MD5 = 1;
  private static final int MD5_LENGTH = 16;

  private final byte[] bytes;
  private final String path;
  private final int header;

  /** The program as the package delivers it. */
  LoaderProgram(byte[] bytes, String path) throws BootBlockException {
    this.bytes = bytes;
    this.path = path;
    this.header = findHeader();
  }

  private int findHeader() throws BootBlockException {
    int end = Math.min(bytes.length, HEADER_SEARCH) - HEADER_LENGTH;
    for (int at = 0; at <= end; at += 4) {
      int flags = Bytes.i32(bytes, at + 4);
      if (Bytes.i32(bytes, at) == HEADER_MAGIC
          && (flags & HEADER_HAS_ADDRESSES) != 0
          && HEADER_MAGIC + flags + Bytes.i32(bytes, at + 8) == 0) {
        return at;
      }
    }
    throw new BootBlockException(path + " is not a boot program: it has no multiboot header");
  }

  /** The program that boots the pool whose slice begins at a sector. */
  byte[] forPoolAt(long sector) throws BootBlockException {
    byte[] patched = bytes.clone();
    Bytes.put64(patched, header + 24, sector);
    long end = Bytes.u32(bytes, header + 20) - Bytes.u32(bytes, header + 16);
    if (end < header + HEADER_LENGTH || end > bytes.length) {
      throw new BootBlockException(
          path + " is damaged: its header says that it ends at byte " + end);
    }
    int trailer = (int) Bytes.roundUp(end, 8);
    if (trailer + TRAILER_LENGTH <= bytes.length
        && Arrays.equals(
            bytes,
            trailer + 8,
            trailer + 8 + TRAILER_MAGIC.length,
            TRAILER_MAGIC,
            0,
            TRAILER_MAGIC.length)) {
      putHash(patched, (int) end, trailer);
    }
    return patched;
  }

  private void putHash(byte[] patched, int end, int trailer) throws BootBlockException {
    long length = Bytes.u32(patched, trailer);
    long hash = Bytes.u32(patched, trailer + 24);
    if (length > patched.length - trailer - 8
        || length % 4 != 0
        || hash + MD5_LENGTH > length
        || Bytes.u8(patched, trailer + 23) != HASH_MD5
        || Bytes.u16(patched, trailer + 28) != MD5_LENGTH) {
      throw new BootBlockException(path + " is damaged: the trailer behind it makes no sense");
    }
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(patched, 0, end);
      System.arraycopy(md5.digest(), 0, patched, trailer + 8 + (int) hash, MD5_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
    int sum = 0;
    for (int at = trailer + 8; at < trailer + 8 + length; at += 4) {
      sum += Bytes.i32(patched, at);
    }
    Bytes.put32(patched, trailer + 4, -sum);
  }
}
