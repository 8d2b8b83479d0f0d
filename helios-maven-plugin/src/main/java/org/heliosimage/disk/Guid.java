package org.heliosimage.disk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.heliosimage.codec.Bytes;

/** GUIDs: how disks store them, and how an image gets its own without chance. */
public final class Guid {

  private static final int VERSION_CUSTOM = 8;

  private Guid() {}

  /**
   * The GUID of something in an image.
   *
   * @param seed identifies the image: other seeds give other GUIDs
   * @param purpose tells the GUIDs of one image apart
   */
  public static UUID derive(String seed, String purpose) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(seed.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      byte[] hash = sha.digest(purpose.getBytes(StandardCharsets.UTF_8));
      long high = Bytes.u64be(hash, 0);
      long low = Bytes.u64be(hash, 8);
      return new UUID((high & ~0xF000L) | VERSION_CUSTOM << 12, (low & ~(3L << 62)) | (1L << 63));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Writes the 16 bytes, the first three groups little-endian, as GPT has them. */
  static void put(byte[] target, int offset, UUID guid) {
    long high = guid.getMostSignificantBits();
    Bytes.put32(target, offset, (int) (high >>> 32));
    Bytes.put16(target, offset + 4, (int) (high >>> 16));
    Bytes.put16(target, offset + 6, (int) high);
    Bytes.put64be(target, offset + 8, guid.getLeastSignificantBits());
  }

  static UUID at(byte[] source, int offset) {
    long high =
        Bytes.u32(source, offset) << 32
            | (long) Bytes.u16(source, offset + 4) << 16
            | Bytes.u16(source, offset + 6);
    return new UUID(high, Bytes.u64be(source, offset + 8));
  }
}
