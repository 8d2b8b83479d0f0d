package org.heliosimage.ips.publish.sample.boot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.heliosimage.codec.Bytes;
import org.heliosimage.ips.repository.Hashes;

/**
 * What installation looks for in a boot program.
 *
 * <pre>
 * multiboot   u32    magic, flags, checksum, header address, load address, end, bss end, entry
 * trailer     u32    length, checksum; "EXTINFO" 1; flags; version and MD5 by offset and length
 * </pre>
 */
final class LoaderFile {

  private static final String VERSION = "sample-2";
  private static final int SECTOR = 512;
  private static final int MULTIBOOT_MAGIC = 0x1BADB002;
  private static final int MULTIBOOT_FLAGS = 0x10003;
  private static final int HASH_MD5 = 1;
  private static final int HASH = 54;
  private static final int HASH_LENGTH = 16;
  private static final int VERSION_TEXT = 71;

  private LoaderFile() {}

  /** How many sectors the file of a program of some length has. */
  static int sectors(int length) {
    return (length + SECTOR + SECTOR - 1) / SECTOR;
  }

  /** Completes a program that has room for a header. */
  static byte[] complete(byte[] program, int header) {
    Bytes.put32(program, header, MULTIBOOT_MAGIC);
    Bytes.put32(program, header + 4, MULTIBOOT_FLAGS);
    Bytes.put32(program, header + 8, -(MULTIBOOT_MAGIC + MULTIBOOT_FLAGS));
    Bytes.put32(program, header + 12, header);
    Bytes.put32(program, header + 16, 0);
    Bytes.put32(program, header + 20, program.length);
    Bytes.put64(program, header + 24, 0);
    return withTrailer(program);
  }

  /** Appends the version and hash that tell an update whether it is one. */
  private static byte[] withTrailer(byte[] program) {
    int start = (int) Bytes.roundUp(program.length, 8);
    byte[] file = Arrays.copyOf(program, sectors(program.length) * SECTOR);
    byte[] version = VERSION.getBytes(StandardCharsets.US_ASCII);
    byte[] magic = "EXTINFO\1".getBytes(StandardCharsets.US_ASCII);
    int length = (int) Bytes.roundUp(VERSION_TEXT + version.length, 8);
    System.arraycopy(magic, 0, file, start + 8, magic.length);
    Bytes.put32(file, start + 17, VERSION_TEXT);
    Bytes.put16(file, start + 21, version.length);
    Bytes.put8(file, start + 23, HASH_MD5);
    Bytes.put32(file, start + 24, HASH);
    Bytes.put16(file, start + 28, HASH_LENGTH);
    byte[] hash = Hashes.newDigest("MD5").digest(program);
    System.arraycopy(hash, 0, file, start + 8 + HASH, HASH_LENGTH);
    System.arraycopy(version, 0, file, start + 8 + VERSION_TEXT, version.length);
    int sum = 0;
    for (int at = 0; at < length; at += 4) {
      sum += Bytes.i32(file, start + 8 + at);
    }
    Bytes.put32(file, start, length);
    Bytes.put32(file, start + 4, -sum);
    return file;
  }
}
