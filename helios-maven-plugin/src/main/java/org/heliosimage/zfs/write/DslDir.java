package org.heliosimage.zfs.write;

import org.heliosimage.codec.Bytes;

/**
 * The bonus area of a DSL directory: a node of the tree of file systems. Source: {@code
 * usr/src/uts/common/fs/zfs/sys/dsl_dir.h} of illumos.
 *
 * <pre>
 *   0  u64 creation time            64  u64 quota
 *   8  u64 head dataset             72  u64 reservation
 *  16  u64 parent directory         80  u64 table of properties
 *  24  u64 origin snapshot          88  u64 table of delegations, 0
 *  32  u64 table of children        96  u64 flags, 1: the breakdown is valid
 *  40  u64 used                    104  u64[5] used by head, snapshots, children,
 *  48  u64 compressed                   their reservations, own reservation
 *  56  u64 uncompressed            144  u64 table of clones
 * </pre>
 */
record DslDir(
    long time,
    long head,
    long parent,
    long origin,
    long children,
    long quota,
    long reservation,
    long properties,
    long clones,
    Usage usage) {

  static final int SIZE = 256;
  private static final long FLAG_BREAKDOWN = 1;

  /** What a directory takes: its own file system and everything below. */
  record Usage(
      long head,
      long children,
      long childReservations,
      long ownReservation,
      long compressed,
      long uncompressed) {

    static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    long used() {
      return head + children + childReservations + ownReservation;
    }

    /** With a child directory that has a reservation of its own or 0. */
    Usage plus(Usage child, long reservation) {
      return new Usage(
          head,
          children + child.used(),
          childReservations + Math.max(0, reservation - child.used()),
          ownReservation,
          compressed + child.compressed,
          uncompressed + child.uncompressed);
    }
  }

  byte[] encode() {
    byte[] out = new byte[SIZE];
    Bytes.put64(out, 0, time);
    Bytes.put64(out, 8, head);
    Bytes.put64(out, 16, parent);
    Bytes.put64(out, 24, origin);
    Bytes.put64(out, 32, children);
    Bytes.put64(out, 40, usage.used());
    Bytes.put64(out, 48, usage.compressed());
    Bytes.put64(out, 56, usage.uncompressed());
    Bytes.put64(out, 64, quota);
    Bytes.put64(out, 72, reservation);
    Bytes.put64(out, 80, properties);
    Bytes.put64(out, 96, FLAG_BREAKDOWN);
    Bytes.put64(out, 104, usage.head());
    Bytes.put64(out, 120, usage.children());
    Bytes.put64(out, 128, usage.childReservations());
    Bytes.put64(out, 136, usage.ownReservation());
    Bytes.put64(out, 144, clones);
    return out;
  }
}
