package org.heliosimage.ips.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.heliosimage.ips.repository.Hashes;
import org.heliosimage.tree.Content;

/** Compresses as pkg(1) does: one member without name and time, at the best level. */
final class Gzip {

  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, (byte) 0xff};
  private static final int BUFFER = 1 << 15;

  private Gzip() {}

  /** Lengths and hashes of both sides; the names are SHA-1, the hashes SHA-512/256. */
  record Summary(
      String name,
      long size,
      String contentHash,
      String packedName,
      long packedSize,
      String packedHash) {}

  /** One side: counts and hashes. */
  private static final class Side {
    private final MessageDigest name = Hashes.newDigest("SHA-1");
    private final MessageDigest hash = Hashes.newDigest("SHA-512/256");
    private long size;

    void update(byte[] bytes, int length) {
      name.update(bytes, 0, length);
      hash.update(bytes, 0, length);
      size += length;
    }
  }

  /** Compresses a content, which is read once. */
  static Summary pack(Content content, OutputStream out) throws IOException {
    Side plain = new Side();
    Side packed = new Side();
    CRC32 crc = new CRC32();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    byte[] buffer = new byte[BUFFER];
    byte[] compressed = new byte[BUFFER];
    try (InputStream in = content.open()) {
      write(out, packed, HEADER, HEADER.length);
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        plain.update(buffer, count);
        crc.update(buffer, 0, count);
        deflater.setInput(buffer, 0, count);
        while (!deflater.needsInput()) {
          write(out, packed, compressed, deflater.deflate(compressed));
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        write(out, packed, compressed, deflater.deflate(compressed));
      }
    } finally {
      deflater.end();
    }
    byte[] trailer =
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) crc.getValue())
            .putInt((int) plain.size)
            .array();
    write(out, packed, trailer, trailer.length);
    HexFormat hex = HexFormat.of();
    return new Summary(
        hex.formatHex(plain.name.digest()),
        plain.size,
        hex.formatHex(plain.hash.digest()),
        hex.formatHex(packed.name.digest()),
        packed.size,
        hex.formatHex(packed.hash.digest()));
  }

  private static void write(OutputStream out, Side packed, byte[] bytes, int length)
      throws IOException {
    out.write(bytes, 0, length);
    packed.update(bytes, length);
  }
}
