package org.heliosimage.zfs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool to write: one top-level disk, file systems, properties.
 *
 * @param name name of the pool
 * @param size bytes of the device that holds the pool, at least 64 MiB
 * @param ashift log2 of the allocation unit, 9 to 13
 * @param features whether the feature flags that illumos, GRUB and OpenZFS share are enabled; if
 *     not, the pool is as {@code zpool create -d} makes it
 * @param options pool properties as for {@code zpool create -o}
 * @param rootOptions properties of the root file system as for {@code zpool create -O}
 * @param datasets the file systems, parents before children; the root one may be left out if it is
 *     empty
 * @param bootfs the file system to boot, such as {@code rpool/ROOT/be}
 * @param devicePath where illumos would see the device, such as {@code /dev/dsk/c1t0d0s0}
 * @param wholeDisk whether the operating system may relabel the disk in order to grow the pool
 * @param time creation time, seconds since 1970 UTC
 * @param seed what identifiers and hash salts derive from
 */
public record PoolSpec(
    String name,
    long size,
    int ashift,
    boolean features,
    Map<String, String> options,
    Map<String, String> rootOptions,
    List<DatasetSpec> datasets,
    @Nullable String bootfs,
    String devicePath,
    boolean wholeDisk,
    long time,
    String seed) {

  public PoolSpec {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    rootOptions = Collections.unmodifiableMap(new LinkedHashMap<>(rootOptions));
    datasets = List.copyOf(datasets);
  }

  /** The same pool on a device of another size. */
  public PoolSpec withSize(long newSize) {
    return new PoolSpec(
        name,
        newSize,
        ashift,
        features,
        options,
        rootOptions,
        datasets,
        bootfs,
        devicePath,
        wholeDisk,
        time,
        seed);
  }
}
