package org.heliosimage.zfs;

/**
 * How a block is compressed. Source: the enumeration zio_compress of illumos, {@code
 * usr/src/uts/common/fs/zfs/sys/zio_compress.h}.
 *
 * @param code value in block pointers and properties
 */
public record Compression(int code) {

  public static final Compression OFF = new Compression(2);
  public static final Compression LZJB = new Compression(3);
  public static final Compression ZLE = new Compression(14);
  public static final Compression LZ4 = new Compression(15);

  private static final int GZIP_BASE = 4;

  /** One of the nine gzip levels. */
  public static Compression gzip(int level) {
    if (level < 1 || level > 9) {
      throw new IllegalArgumentException("gzip level " + level);
    }
    return new Compression(GZIP_BASE + level);
  }

  /** The gzip level, 0 for another method. */
  public int gzipLevel() {
    return code > GZIP_BASE && code <= GZIP_BASE + 9 ? code - GZIP_BASE : 0;
  }
}
