package org.heliosimage.zfs.write;

import org.heliosimage.codec.Bytes;

/**
 * The bonus area of a DSL dataset: a file system or a snapshot. Source: {@code
 * usr/src/uts/common/fs/zfs/sys/dsl_dataset.h} of illumos.
 *
 * <pre>
 *   0  u64 directory                72  u64 referenced bytes
 *   8  u64 previous snapshot        80  u64 compressed
 *  16  u64 its transaction group    88  u64 uncompressed
 *  24  u64 next snapshot or head    96  u64 unique bytes
 *  32  u64 table of snapshots      104  u64 identifier when mounted
 *  40  u64 number of children      112  u64 identifier
 *  48  u64 creation time           120  u64 flags, 4: unique bytes are right
 *  56  u64 creation group          128  pointer to the object set
 *  64  u64 deadlist                256  u64 table of next clones
 * </pre>
 */
record DslDataset(
    long directory,
    long previous,
    long next,
    long snapshots,
    long children,
    long time,
    long deadlist,
    Space space,
    long fsid,
    long guid,
    long nextClones) {

  static final int SIZE = 320;
  private static final long FLAG_UNIQUE_ACCURATE = 4;

  /**
   * Encodes the dataset.
   *
   * @param pointer to its object set, empty if it has none
   */
  byte[] encode(byte[] pointer) {
    byte[] out = new byte[SIZE];
    Bytes.put64(out, 0, directory);
    Bytes.put64(out, 8, previous);
    Bytes.put64(out, 16, previous == 0 ? 0 : Txg.CREATED);
    Bytes.put64(out, 24, next);
    Bytes.put64(out, 32, snapshots);
    Bytes.put64(out, 40, children);
    Bytes.put64(out, 48, time);
    Bytes.put64(out, 56, Txg.CREATED);
    Bytes.put64(out, 64, deadlist);
    Bytes.put64(out, 72, space.used());
    Bytes.put64(out, 80, space.compressed());
    Bytes.put64(out, 88, space.uncompressed());
    Bytes.put64(out, 96, space.used());
    Bytes.put64(out, 104, fsid);
    Bytes.put64(out, 112, guid);
    Bytes.put64(out, 120, FLAG_UNIQUE_ACCURATE);
    System.arraycopy(pointer, 0, out, 128, pointer.length);
    Bytes.put64(out, 256, nextClones);
    return out;
  }
}
