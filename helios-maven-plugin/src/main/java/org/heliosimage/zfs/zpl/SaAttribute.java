package org.heliosimage.zfs.zpl;

/**
 * System attributes under the numbers that illumos registers them with; those that it added later
 * it will register itself when it needs them.
 */
public enum SaAttribute {
  ATIME(0, 16, 0),
  MTIME(1, 16, 0),
  CTIME(2, 16, 0),
  CRTIME(3, 16, 0),
  GEN(4, 8, 0),
  MODE(5, 8, 0),
  SIZE(6, 8, 0),
  PARENT(7, 8, 0),
  LINKS(8, 8, 0),
  XATTR(9, 8, 0),
  RDEV(10, 8, 0),
  FLAGS(11, 8, 0),
  UID(12, 8, 0),
  GID(13, 8, 0),
  PAD(14, 32, 0),
  ZNODE_ACL(15, 88, 3),
  DACL_COUNT(16, 8, 0),
  SYMLINK(17, 0, 3),
  SCANSTAMP(18, 32, 3),
  DACL_ACES(19, 0, 4);

  private final int number;
  private final int length;
  private final int byteswap;

  SaAttribute(int number, int length, int byteswap) {
    this.number = number;
    this.length = length;
    this.byteswap = byteswap;
  }

  /** Number in layouts. */
  public int number() {
    return number;
  }

  /** Length in bytes, 0 if it varies. */
  public int length() {
    return length;
  }

  /** Name in the registry. */
  public String registryName() {
    return "ZPL_" + name();
  }

  /** Number, way of swapping bytes and length in one word. */
  long registryValue() {
    return number | (long) byteswap << 16 | (long) length << 24;
  }
}
