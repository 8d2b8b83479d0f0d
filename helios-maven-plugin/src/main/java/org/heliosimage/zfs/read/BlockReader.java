package org.heliosimage.zfs.read;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import org.heliosimage.codec.BlockCodec;
import org.heliosimage.codec.Bytes;
import org.heliosimage.codec.CodecException;
import org.heliosimage.codec.Fletcher2;
import org.heliosimage.codec.Fletcher4;
import org.heliosimage.codec.Lz4;
import org.heliosimage.codec.Lzjb;
import org.heliosimage.codec.Sha256;
import org.heliosimage.codec.Zle;
import org.heliosimage.codec.Zlib;
import org.jspecify.annotations.Nullable;

/**
 * Reads blocks: address, checksum, decompression. Keeps buffers, so an instance serves one thread
 * at a time; {@link BlockReaders} lends them.
 */
final class BlockReader implements AutoCloseable {

  /** Largest block of any pool: 16 MiB. */
  private static final int MAX_SIZE = 1 << 24;

  private final Vdev vdev;
  private final Lz4 lz4 = new Lz4();
  private final Lzjb lzjb = new Lzjb();
  private final Zle zle = new Zle();
  private final Zlib zlib = new Zlib(6);
  private final MessageDigest sha256 = Sha256.digest();
  private final long[] sums = new long[4];
  private byte[] stored = new byte[1 << 17];

  BlockReader(Vdev vdev) {
    this.vdev = vdev;
  }

  /** Reads a block from its first good copy. */
  byte[] read(BlockPointer pointer) throws IOException {
    StringBuilder problems = new StringBuilder();
    return read(
            pointer,
            false,
            problem -> problems.append(problems.isEmpty() ? "" : "; ").append(problem))
        .orElseThrow(() -> new PoolReadException(problems.toString()));
  }

  /**
   * Reads a block.
   *
   * @param all whether to read every copy, or only until one is good
   * @param problems told about every copy that is not good
   * @return the logical bytes of a good copy, if there is one
   */
  Optional<byte[]> read(BlockPointer pointer, boolean all, Consumer<String> problems) {
    int logical = pointer.logicalSize();
    int physical = pointer.physicalSize();
    if (logical > MAX_SIZE || physical > logical) {
      problems.accept("has a pointer with impossible sizes " + logical + " and " + physical);
      return Optional.empty();
    }
    if (!pointer.isLittleEndian()) {
      problems.accept("is in big-endian byte order");
      return Optional.empty();
    }
    if (pointer.isEmbedded()) {
      return embedded(pointer, problems);
    }
    Optional<byte[]> data = Optional.empty();
    for (int copy = 0; copy < pointer.copies() && (all || data.isEmpty()); copy++) {
      String problem = fetch(pointer, copy);
      if (problem == null && data.isEmpty()) {
        byte[] unpacked = new byte[logical];
        try {
          unpack(pointer.compression(), stored, physical, unpacked);
          data = Optional.of(unpacked);
        } catch (CodecException e) {
          problem = e.getMessage();
        }
      }
      if (problem != null) {
        problems.accept(
            "copy "
                + copy
                + " at offset 0x"
                + Long.toHexString(pointer.offset(copy) + Vdev.DATA_START)
                + " "
                + problem);
      }
    }
    return data;
  }

  /** Reads one copy into the buffer and says what is wrong with it. */
  private @Nullable String fetch(BlockPointer pointer, int copy) {
    long allocated = pointer.allocated(copy);
    int physical = pointer.physicalSize();
    if (pointer.isGang(copy)) {
      return "is a gang block, which is not supported";
    }
    if (pointer.device(copy) != 0) {
      return "lies on device " + pointer.device(copy) + " of a pool with one device";
    }
    if (allocated < physical
        || allocated > MAX_SIZE
        || pointer.isOffsetAbsurd(copy)
        || pointer.offset(copy) > vdev.dataSize() - allocated) {
      return "lies outside of the pool";
    }
    if (stored.length < allocated) {
      stored = new byte[(int) allocated];
    }
    try {
      vdev.readData(pointer.offset(copy), stored, (int) allocated);
    } catch (IOException e) {
      return "cannot be read: " + e.getMessage();
    }
    switch (pointer.checksum()) {
      case BlockPointer.CHECKSUM_FLETCHER_4 -> Fletcher4.of(stored, 0, physical, sums);
      case BlockPointer.CHECKSUM_FLETCHER_2 -> Fletcher2.of(stored, 0, physical, sums);
      case BlockPointer.CHECKSUM_SHA_256 -> Sha256.words(sha256, stored, 0, physical, sums);
      default -> {
        return "has the unknown checksum kind " + pointer.checksum();
      }
    }
    if (!pointer.hasChecksum(sums)) {
      return "has a wrong checksum";
    }
    if (!Bytes.isZero(stored, physical, (int) allocated - physical)) {
      return "has data in the padding behind it";
    }
    return null;
  }

  private Optional<byte[]> embedded(BlockPointer pointer, Consumer<String> problems) {
    byte[] payload = pointer.payload();
    byte[] data = new byte[pointer.logicalSize()];
    if (pointer.checksum() != 0 || pointer.physicalSize() > payload.length) {
      problems.accept("has an embedded pointer of unknown kind");
      return Optional.empty();
    }
    try {
      unpack(pointer.compression(), payload, pointer.physicalSize(), data);
      return Optional.of(data);
    } catch (CodecException e) {
      problems.accept("has an embedded pointer that is broken: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void unpack(int compression, byte[] from, int length, byte[] data) throws CodecException {
    if (compression == BlockPointer.COMPRESS_OFF) {
      if (length != data.length) {
        throw new CodecException("is not compressed but has different sizes");
      }
      System.arraycopy(from, 0, data, 0, length);
      return;
    }
    codec(compression).decompress(from, 0, length, data, 0, data.length);
  }

  private BlockCodec codec(int compression) throws CodecException {
    if (compression >= BlockPointer.COMPRESS_GZIP_1
        && compression <= BlockPointer.COMPRESS_GZIP_9) {
      return zlib;
    }
    return switch (compression) {
      case BlockPointer.COMPRESS_LZ4 -> lz4;
      case BlockPointer.COMPRESS_LZJB -> lzjb;
      case BlockPointer.COMPRESS_ZLE -> zle;
      default -> throw new CodecException("has the unknown compression " + compression);
    };
  }

  @Override
  public void close() {
    zlib.close();
  }
}
