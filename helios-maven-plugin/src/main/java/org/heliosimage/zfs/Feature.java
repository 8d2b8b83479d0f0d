package org.heliosimage.zfs;

import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * The feature flags this writer knows: those that illumos (December 2023), OpenZFS 2.1 and GRUB
 * 2.06 all accept. Dataset features that only newer readers follow stay out, as {@code zpool
 * upgrade} can enable them later. Source: {@code usr/src/common/zfs/zfeature_common.c} of illumos.
 */
public enum Feature {
  ASYNC_DESTROY("com.delphix:async_destroy", false, "Destroy file systems in the background."),
  EMPTY_BPOBJ("com.delphix:empty_bpobj", false, "Snapshots share one empty block list."),
  LZ4_COMPRESS("org.illumos:lz4_compress", true, "Compression with LZ4."),
  MULTI_VDEV_CRASH_DUMP(
      "com.joyent:multi_vdev_crash_dump", true, "Crash dumps to pools of several devices."),
  SPACEMAP_HISTOGRAM(
      "com.delphix:spacemap_histogram", false, "Space maps keep histograms of free ranges."),
  ENABLED_TXG(
      "com.delphix:enabled_txg", false, "Remembers in which transaction a feature was enabled."),
  HOLE_BIRTH(
      "com.delphix:hole_birth", true, "Holes keep their birth transaction.", true, ENABLED_TXG),
  EXTENSIBLE_DATASET(
      "com.delphix:extensible_dataset", true, "Datasets can carry attributes of other features."),
  EMBEDDED_DATA(
      "com.delphix:embedded_data",
      true,
      "Very small blocks live in their block pointer.",
      true,
      null),
  BOOKMARKS("com.delphix:bookmarks", false, "Bookmarks of snapshots.", false, EXTENSIBLE_DATASET),
  FILESYSTEM_LIMITS(
      "com.joyent:filesystem_limits",
      false,
      "Limits for the number of file systems and snapshots.",
      false,
      EXTENSIBLE_DATASET),
  LARGE_BLOCKS(
      "org.open-zfs:large_blocks", true, "Blocks above 128 KiB.", false, EXTENSIBLE_DATASET),
  SHA512("org.illumos:sha512", true, "SHA-512/256 checksums.", false, EXTENSIBLE_DATASET),
  SKEIN("org.illumos:skein", true, "Skein checksums.", false, EXTENSIBLE_DATASET),
  EDONR("org.illumos:edonr", true, "Edon-R checksums.", false, EXTENSIBLE_DATASET),
  ZPOOL_CHECKPOINT("com.delphix:zpool_checkpoint", false, "Checkpoints of a whole pool."),
  SPACEMAP_V2("com.delphix:spacemap_v2", false, "Space map entries for large segments."),
  RESILVER_DEFER("com.datto:resilver_defer", false, "Resilvers can wait for a running one."),
  ALLOCATION_CLASSES(
      "org.zfsonlinux:allocation_classes", false, "Devices for special kinds of blocks.");

  private final String guid;
  private final boolean read;
  private final String description;
  private final boolean label;
  private final @Nullable Feature needs;

  Feature(String guid, boolean read, String description) {
    this(guid, read, description, false, null);
  }

  Feature(String guid, boolean read, String description, boolean label, @Nullable Feature needs) {
    this.guid = guid;
    this.read = read;
    this.description = description;
    this.label = label;
    this.needs = needs;
  }

  /** Name on disk. */
  public String guid() {
    return guid;
  }

  /** Name in {@code feature@NAME}. */
  public String shortName() {
    return guid.substring(guid.indexOf(':') + 1);
  }

  /** Whether a pool that uses the feature is unreadable without knowing it. */
  public boolean neededToRead() {
    return read;
  }

  public String description() {
    return description;
  }

  /** Whether the label lists the feature when it is in use. */
  public boolean inLabel() {
    return label;
  }

  /** Adds the feature and what it needs. */
  void addTo(EnumSet<Feature> enabled) {
    if (needs != null) {
      needs.addTo(enabled);
    }
    enabled.add(this);
  }
}
