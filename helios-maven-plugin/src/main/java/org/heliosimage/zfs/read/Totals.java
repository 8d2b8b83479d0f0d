package org.heliosimage.zfs.read;

/** Sums over blocks; each part is added by one thread, then parts are added up. */
final class Totals {

  /** Space of all copies. */
  long used;

  /** Physical bytes, one copy, as the pool's own accounting counts them. */
  long compressed;

  /** Logical bytes, as the pool's own accounting counts them. */
  long uncompressed;

  /** Blocks that are not holes. */
  long blocks;

  /** Fill count. */
  long fill;

  /** Whether something could not be read, so that the sums say nothing. */
  boolean broken;

  void add(Totals other) {
    used += other.used;
    compressed += other.compressed;
    uncompressed += other.uncompressed;
    blocks += other.blocks;
    fill += other.fill;
    broken |= other.broken;
  }

  /** Notes that nothing is known of what a pointer leads to. */
  Totals brokenAt(BlockPointer pointer) {
    fill = pointer.fill();
    broken = true;
    return this;
  }
}
