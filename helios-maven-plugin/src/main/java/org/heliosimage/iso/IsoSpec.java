package org.heliosimage.iso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an image has besides its files.
 *
 * @param volumeId name of the volume, up to 32 characters of ASCII
 * @param bios path of the program that BIOS starts; it gets a boot info table
 * @param efi path of the FAT file system from which UEFI starts
 * @param systemArea what is in front of the file system
 * @param time when the volume was made, seconds since 1970
 */
public record IsoSpec(
    String volumeId,
    Optional<String> bios,
    Optional<String> efi,
    Optional<SystemArea> systemArea,
    long time) {

  /** The name of a volume that nobody named. */
  public static final String DEFAULT_VOLUME_ID = "CDROM";

  /** Makes the 32 KiB in front of the file system, which nothing but firmware reads. */
  public interface SystemArea {

    /** Its length. */
    int LENGTH = 16 * Blocks.SIZE;

    /**
     * The bytes, up to {@link #LENGTH} of them.
     *
     * @param efiSector where UEFI's file system begins, in sectors of 512 bytes
     * @param efiSectors its length
     */
    byte[] bytes(long efiSector, long efiSectors) throws IOException;
  }

  void check() throws IsoException {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(volumeId);
    if (volumeId.length() > 32 || !ascii || volumeId.chars().anyMatch(c -> c < ' ')) {
      throw new IsoException(
          "the volume name \"" + volumeId + "\" is not possible: it has up to 32 ASCII characters");
    }
    if (systemArea.isPresent() && efi.isEmpty()) {
      throw new IsoException("boot blocks for use as a disk need a boot image for UEFI");
    }
  }
}
