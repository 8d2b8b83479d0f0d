package org.heliosimage.zfs.write;

import java.util.List;
import org.heliosimage.codec.Nvlist;
import org.heliosimage.zfs.Feature;
import org.heliosimage.zfs.PoolLayout;
import org.heliosimage.zfs.PoolSpec;

/**
 * What the labels and the pool's metadata tell about the pool and its device. Source: {@code
 * spa_config_generate} in {@code spa_config.c} of illumos.
 */
record PoolConfig(
    PoolLayout layout, Geometry geometry, long poolGuid, long vdevGuid, long metaslabArray) {

  static final long VERSION = 5000;
  private static final long EXPORTED = 1;

  /** The text of the labels. */
  Nvlist label() {
    return common()
        .add("top_guid", vdevGuid)
        .add("guid", vdevGuid)
        .add("vdev_children", 1)
        .add("vdev_tree", disk())
        .add("features_for_read", activeInLabel())
        .build();
  }

  /** The text in the pool's metadata. */
  Nvlist metadata() {
    Nvlist root =
        Nvlist.builder()
            .add("type", "root")
            .add("id", 0)
            .add("guid", poolGuid)
            .add("create_txg", Txg.WRITTEN)
            .add("children", List.of(disk()))
            .build();
    return common()
        .add("vdev_children", 1)
        .add("vdev_tree", root)
        .add("features_for_read", activeInLabel())
        .build();
  }

  private Nvlist.Builder common() {
    PoolSpec spec = layout.spec();
    Nvlist.Builder list =
        Nvlist.builder()
            .add("version", VERSION)
            .add("name", spec.name())
            .add("state", EXPORTED)
            .add("txg", Txg.PUBLISHED)
            .add("pool_guid", poolGuid)
            .add("errata", 0);
    return layout.comment().isEmpty() ? list : list.add("comment", layout.comment());
  }

  private Nvlist disk() {
    return Nvlist.builder()
        .add("type", "disk")
        .add("id", 0)
        .add("guid", vdevGuid)
        .add("path", layout.spec().devicePath())
        .add("whole_disk", layout.spec().wholeDisk() ? 1 : 0)
        .add("metaslab_array", metaslabArray)
        .add("metaslab_shift", geometry.shift())
        .add("ashift", geometry.ashift())
        .add("asize", geometry.asize())
        .add("is_log", 0)
        .add("create_txg", Txg.WRITTEN)
        .build();
  }

  private Nvlist activeInLabel() {
    Nvlist.Builder list = Nvlist.builder();
    for (Feature feature : layout.features()) {
      if (feature.inLabel()) {
        list.flag(feature.guid());
      }
    }
    return list.build();
  }
}
