package org.heliosimage.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template builds. */
public sealed interface BuildKind {

  /** A file tree that is handed over to the next template through snapshots. */
  record DatasetBuild(String name, @Nullable String inputSnapshot, @Nullable String outputSnapshot)
      implements BuildKind {}

  /**
   * A disk image with a ZFS pool.
   *
   * @param size size of the disk in MiB
   * @param bename name of the boot environment, or null to have one derived
   * @param options {@code zpool create -o}, each {@code key=value}
   * @param fsoptions {@code zpool create -O}, each {@code key=value}
   */
  record PoolBuild(
      String name,
      long size,
      @Nullable String bename,
      int ashift,
      boolean uefi,
      boolean label,
      boolean partitionOnly,
      boolean noFeatures,
      String compression,
      boolean autoexpand,
      boolean trim,
      List<String> options,
      List<String> fsoptions)
      implements BuildKind {
    public PoolBuild {
      options = List.copyOf(options);
      fsoptions = List.copyOf(fsoptions);
    }
  }

  /** A UFS file system without a label; size in MiB. */
  record UfsBuild(long size, long inodeDensity) implements BuildKind {}

  /** A FAT file system without a label; size in MiB. */
  record PcfsBuild(long size, String label) implements BuildKind {}

  /** An ISO 9660 image. */
  record IsoBuild(
      @Nullable String bootBios,
      @Nullable String bootUefi,
      @Nullable String volumeId,
      @Nullable Hybrid hybrid)
      implements BuildKind {}

  /** Boot blocks that make an ISO image bootable from a disk as well. */
  record Hybrid(String stage1, String stage2) {}
}
