package org.heliosimage.disk;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A part of a disk.
 *
 * @param index its number in the label, from 0
 * @param type GUID of its type
 * @param name its name, often empty
 * @param firstSector where it begins
 * @param sectors its length
 */
public record Slice(int index, UUID type, String name, long firstSector, long sectors) {

  /** Bytes of a sector. */
  public static final int SECTOR = 512;

  /** What illumos puts into a slice. */
  public enum Kind {
    /** A ZFS pool. */
    ZFS("6A898CC3-1DD2-11B2-99A6-080020736631"),
    /** Left free at the end of a disk. */
    RESERVED("6A945A3B-1DD2-11B2-99A6-080020736631"),
    /** The EFI system partition, a FAT file system with boot programs. */
    ESP("C12A7328-F81F-11D2-BA4B-00A0C93EC93B");

    private final UUID type;

    Kind(String type) {
      this.type = UUID.fromString(type.toLowerCase(Locale.ROOT));
    }

    /** GUID of the type. */
    public UUID type() {
      return type;
    }
  }

  public Slice {
    if (firstSector < 0 || sectors <= 0 || firstSector + sectors < 0) {
      throw new IllegalArgumentException(
          "slice of " + sectors + " sectors from sector " + firstSector);
    }
  }

  static Slice of(int index, Kind kind, String name, long firstSector, long sectors) {
    return new Slice(index, kind.type(), name, firstSector, sectors);
  }

  /** What it is for, if illumos has a name for its type. */
  public Optional<Kind> kind() {
    for (Kind kind : Kind.values()) {
      if (kind.type().equals(type)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Its first byte. */
  public long offset() {
    return firstSector * SECTOR;
  }

  /** Its bytes. */
  public long length() {
    return sectors * SECTOR;
  }

  /** The sector behind it. */
  public long endSector() {
    return firstSector + sectors;
  }
}
