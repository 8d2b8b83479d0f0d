package org.heliosimage.disk;

import java.util.List;
import java.util.Optional;
import org.heliosimage.disk.Slice.Kind;

/**
 * Where the slices of a disk are.
 *
 * @param size bytes of the whole disk
 * @param labelled whether the disk has a label; without one the pool is the whole disk
 * @param slices the slices in the order of the label
 */
public record DiskLayout(long size, boolean labelled, List<Slice> slices) {

  /** Size of the EFI system partition unless asked otherwise. */
  public static final long DEFAULT_ESP = 256L << 20;

  /** Sectors that the label needs at each end of the disk: a header and 16 KiB of entries. */
  static final int LABEL_SECTORS = 33;

  /** Where illumos begins the first slice. */
  static final int FIRST_SLICE = 256;

  /** The entry that must be the last one. */
  static final int RESERVED_ENTRY = 8;

  private static final long RESERVED_SECTORS = 16384;
  private static final long MIN_ESP = 1L << 20;

  public DiskLayout {
    slices = List.copyOf(slices);
  }

  /** A disk for BIOS only: one slice for the pool. */
  public static DiskLayout whole(long size) throws DiskException {
    long end = endOfSlices(size, FIRST_SLICE, 0);
    return new DiskLayout(
        size,
        true,
        List.of(
            Slice.of(0, Kind.ZFS, "zfs", FIRST_SLICE, end - FIRST_SLICE),
            Slice.of(RESERVED_ENTRY, Kind.RESERVED, "", end, RESERVED_SECTORS)));
  }

  /** A disk for BIOS and UEFI: an EFI system partition in front of the pool. */
  public static DiskLayout efi(long size, long espBytes) throws DiskException {
    if (espBytes < MIN_ESP || espBytes % Slice.SECTOR != 0) {
      throw new DiskException(
          "an EFI system partition of "
              + espBytes
              + " bytes is not possible: give it a multiple of 512 from 1 MiB on");
    }
    long first = FIRST_SLICE + espBytes / Slice.SECTOR;
    long end = endOfSlices(size, first, espBytes);
    return new DiskLayout(
        size,
        true,
        List.of(
            Slice.of(0, Kind.ESP, "loader", FIRST_SLICE, first - FIRST_SLICE),
            Slice.of(1, Kind.ZFS, "zfs", first, end - first),
            Slice.of(RESERVED_ENTRY, Kind.RESERVED, "", end, RESERVED_SECTORS)));
  }

  /** A disk without a label, all of which is the pool. */
  public static DiskLayout bare(long size) throws DiskException {
    return new DiskLayout(
        size, false, List.of(Slice.of(0, Kind.ZFS, "", 0, sectors(size, "a disk"))));
  }

  private static long endOfSlices(long size, long first, long espBytes) throws DiskException {
    long end = sectors(size, "a disk") - LABEL_SECTORS - RESERVED_SECTORS;
    if (end <= first) {
      throw new DiskException(
          "a disk of "
              + size
              + " bytes is too small for its label"
              + (espBytes == 0 ? "" : " and an EFI system partition of " + espBytes + " bytes")
              + ": it needs more than "
              + (first + RESERVED_SECTORS + LABEL_SECTORS) * Slice.SECTOR);
    }
    return end;
  }

  static long sectors(long size, String what) throws DiskException {
    if (size <= 0 || size % Slice.SECTOR != 0) {
      throw new DiskException(
          what + " of " + size + " bytes is not possible: the size must be a multiple of 512");
    }
    return size / Slice.SECTOR;
  }

  /** The first slice of a kind, if there is one. */
  public Optional<Slice> find(Kind kind) {
    return slices.stream().filter(slice -> slice.type().equals(kind.type())).findFirst();
  }

  /** The slice that holds the pool. */
  public Slice zfs() throws DiskException {
    return find(Kind.ZFS).orElseThrow(() -> new DiskException("the disk has no ZFS slice"));
  }

  /** The EFI system partition, if there is one. */
  public Optional<Slice> esp() {
    return find(Kind.ESP);
  }
}
