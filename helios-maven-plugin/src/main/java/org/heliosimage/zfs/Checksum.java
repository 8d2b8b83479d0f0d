package org.heliosimage.zfs;

/**
 * How a block is verified. Source: the enumeration zio_checksum of illumos, {@code
 * usr/src/uts/common/fs/zfs/sys/zio.h}.
 */
public enum Checksum {
  OFF(2),
  FLETCHER2(6),
  FLETCHER4(7),
  SHA256(8);

  private final int code;

  Checksum(int code) {
    this.code = code;
  }

  /** Value in block pointers and properties. */
  public int code() {
    return code;
  }
}
