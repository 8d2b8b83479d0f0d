package org.heliosimage.codec;

import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Zlib streams (RFC 1950), the form of ZFS gzip-1 to gzip-9. The compressed bytes come from the
 * zlib of the running JDK; the same JDK gives the same bytes.
 */
public final class Zlib implements BlockCodec {

  private final int level;
  private @Nullable Deflater deflater;
  private @Nullable Inflater inflater;

  /**
   * Makes a codec.
   *
   * @param level effort of compression, 1 to 9
   */
  public Zlib(int level) {
    if (level < 1 || level > 9) {
      throw new IllegalArgumentException("gzip level " + level);
    }
    this.level = level;
  }

  @Override
  public int compress(
      byte[] src, int srcOffset, int length, byte[] dst, int dstOffset, int dstMax) {
    Objects.checkFromIndexSize(dstOffset, dstMax, dst.length);
    if (dstMax == 0) {
      return -1;
    }
    Deflater engine = deflater;
    if (engine == null) {
      engine = new Deflater(level);
      deflater = engine;
    }
    engine.reset();
    engine.setInput(src, srcOffset, length);
    engine.finish();
    int out = 0;
    while (!engine.finished() && out < dstMax) {
      out += engine.deflate(dst, dstOffset + out, dstMax - out);
    }
    return engine.finished() ? out : -1;
  }

  @Override
  public void decompress(
      byte[] src, int srcOffset, int srcLength, byte[] dst, int dstOffset, int dstLength)
      throws CodecException {
    Objects.checkFromIndexSize(dstOffset, dstLength, dst.length);
    Inflater engine = inflater;
    if (engine == null) {
      engine = new Inflater();
      inflater = engine;
    }
    engine.reset();
    engine.setInput(src, srcOffset, srcLength);
    try {
      int out = 0;
      while (out < dstLength) {
        int count = engine.inflate(dst, dstOffset + out, dstLength - out);
        if (count == 0) {
          throw new CodecException("zlib: " + out + " bytes unpacked instead of " + dstLength);
        }
        out += count;
      }
      // Reads the stream's own checksum, which comes behind the last byte of data.
      if (engine.inflate(new byte[1]) != 0 || !engine.finished()) {
        throw new CodecException("zlib: the stream does not end after " + dstLength + " bytes");
      }
    } catch (DataFormatException e) {
      throw new CodecException("zlib: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }
}
