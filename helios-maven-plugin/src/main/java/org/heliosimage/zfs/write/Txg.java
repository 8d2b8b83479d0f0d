package org.heliosimage.zfs.write;

/** The transaction groups that a written pool pretends to have had. */
final class Txg {

  /** In which all snapshots and datasets were created: the kernel's first. */
  static final long CREATED = 1;

  /** In which every block was born. */
  static final long WRITTEN = 4;

  /**
   * That of the uberblock. An import reads all blocks born in its last three transaction groups, so
   * this one is far enough away.
   */
  static final long PUBLISHED = 12;

  private Txg() {}
}
