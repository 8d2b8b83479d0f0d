package org.heliosimage.zfs.write;

import java.security.MessageDigest;
import java.util.Arrays;
import org.heliosimage.codec.BlockCodec;
import org.heliosimage.codec.Bytes;
import org.heliosimage.codec.Fletcher2;
import org.heliosimage.codec.Fletcher4;
import org.heliosimage.codec.Lz4;
import org.heliosimage.codec.Lzjb;
import org.heliosimage.codec.Sha256;
import org.heliosimage.codec.Zle;
import org.heliosimage.codec.Zlib;
import org.heliosimage.zfs.Compression;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does to a block: find out that it is zero, compress it, compute its checksum. The
 * rules are those of {@code zio_write_compress} in {@code zio.c} of illumos. For use by one thread
 * at a time.
 */
final class Packer implements AutoCloseable {

  private static final int METHODS = 16;

  private final int unit;
  private final boolean embed;
  private final @Nullable BlockCodec[] codecs = new @Nullable BlockCodec[METHODS];
  private final MessageDigest sha256 = Sha256.digest();

  /**
   * A packer.
   *
   * @param unit the unit of allocation
   * @param embed whether tiny blocks may move into their pointers
   */
  Packer(int unit, boolean embed) {
    this.unit = unit;
    this.embed = embed;
  }

  /**
   * Packs a block whose bytes are there.
   *
   * @param out room for as many bytes as the block has
   */
  void pack(Block block, byte[] out, int outAt) {
    byte[] bytes = block.bytes;
    int at = block.at;
    int size = block.size;
    if (Bytes.isZero(bytes, at, size)) {
      block.form = Block.Form.HOLE;
      return;
    }
    int packed = compress(block, out, outAt);
    if (packed >= 0 && packed <= Pointers.EMBEDDED_MAX && embed && block.mayBeEmbedded()) {
      block.form = Block.Form.EMBEDDED;
      block.compression = block.policy.compression().code();
      block.stored = packed;
      block.storedBytes = out;
      block.storedAt = outAt;
      return;
    }
    block.form = Block.Form.STORED;
    int rounded = (packed + unit - 1) & -unit;
    if (packed >= 0 && rounded < size) {
      Arrays.fill(out, outAt + packed, outAt + rounded, (byte) 0);
      block.compression = block.policy.compression().code();
      block.stored = rounded;
      block.storedBytes = out;
      block.storedAt = outAt;
    } else {
      block.compression = Compression.OFF.code();
      block.stored = size;
      block.storedBytes = bytes;
      block.storedAt = at;
    }
    checksum(block);
  }

  /** Length of the compressed block, -1 if compression does not save an eighth. */
  private int compress(Block block, byte[] out, int outAt) {
    Compression compression = block.policy.compression();
    int code = compression.code();
    if (code == Compression.OFF.code()) {
      return -1;
    }
    BlockCodec codec = codecs[code];
    if (codec == null) {
      codec = codec(compression);
      codecs[code] = codec;
    }
    return codec.compress(
        block.bytes, block.at, block.size, out, outAt, block.size - (block.size >> 3));
  }

  private static BlockCodec codec(Compression compression) {
    if (compression.equals(Compression.LZ4)) {
      return new Lz4();
    }
    if (compression.equals(Compression.LZJB)) {
      return new Lzjb();
    }
    return compression.equals(Compression.ZLE) ? new Zle() : new Zlib(compression.gzipLevel());
  }

  private void checksum(Block block) {
    switch (block.policy.checksum()) {
      case OFF -> Arrays.fill(block.sums, 0);
      case FLETCHER2 -> Fletcher2.of(block.storedBytes, block.storedAt, block.stored, block.sums);
      case FLETCHER4 -> Fletcher4.of(block.storedBytes, block.storedAt, block.stored, block.sums);
      case SHA256 ->
          Sha256.words(sha256, block.storedBytes, block.storedAt, block.stored, block.sums);
    }
  }

  @Override
  public void close() {
    for (BlockCodec codec : codecs) {
      if (codec != null) {
        codec.close();
      }
    }
  }
}
