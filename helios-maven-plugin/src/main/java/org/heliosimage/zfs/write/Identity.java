package org.heliosimage.zfs.write;

import java.nio.charset.StandardCharsets;
import org.heliosimage.codec.Sha256;

/** Derives everything that ZFS would draw at random from the seed of the pool. */
record Identity(String seed, long salts) {

  private static final long FSID_MASK = (1L << 56) - 1;
  private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
  private static final long MIX_2 = 0x94D049BB133111EBL;

  static Identity of(String seed) {
    return new Identity(seed, word(seed, "salt"));
  }

  /** A unique identifier for something, never 0. */
  long guid(String role) {
    long guid = word(seed, "guid " + role);
    return guid == 0 ? 1 : guid;
  }

  /** A unique identifier for a mounted file system, never 0. */
  long fsid(String role) {
    long fsid = word(seed, "fsid " + role) & FSID_MASK;
    return fsid == 0 ? 1 : fsid;
  }

  /** The salt of a ZAP object, never 0. */
  long salt(int objectSet, long object) {
    long value = salts + ((long) objectSet << 48) + object;
    value = (value ^ (value >>> 30)) * MIX_1;
    value = (value ^ (value >>> 27)) * MIX_2;
    return (value ^ (value >>> 31)) | 1;
  }

  private static long word(String seed, String role) {
    byte[] bytes = (seed + '\0' + role).getBytes(StandardCharsets.UTF_8);
    return Sha256.words(bytes, 0, bytes.length)[0];
  }
}
