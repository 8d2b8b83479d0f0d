package org.heliosimage.zfs.write;

import java.io.IOException;
import java.util.Set;
import org.heliosimage.zfs.Feature;
import org.heliosimage.zfs.zap.ZapBuilder;
import org.heliosimage.zfs.zap.ZapImage;

/**
 * The tables of feature flags: which are enabled (present) and in how many places they are in use
 * (the value). Source: {@code zfeature.c} of illumos.
 */
record FeatureTables(Set<Feature> enabled) {

  /** Features without which the pool cannot be read. */
  ZapImage forRead(long salt) throws IOException {
    ZapBuilder table = new ZapBuilder(salt);
    for (Feature feature : enabled) {
      if (feature.neededToRead()) {
        table.put(feature.guid(), references(feature, 0));
      }
    }
    return table.build();
  }

  /**
   * Features without which the pool can be read.
   *
   * @param spaceMaps number of space maps with a histogram
   */
  ZapImage forWrite(long salt, int spaceMaps) throws IOException {
    ZapBuilder table = new ZapBuilder(salt);
    for (Feature feature : enabled) {
      if (!feature.neededToRead()) {
        table.put(feature.guid(), references(feature, spaceMaps));
      }
    }
    return table.build();
  }

  ZapImage descriptions(long salt) throws IOException {
    ZapBuilder table = new ZapBuilder(salt);
    enabled.forEach(feature -> table.putString(feature.guid(), feature.description()));
    return table.build();
  }

  ZapImage enabledTxg(long salt) throws IOException {
    ZapBuilder table = new ZapBuilder(salt);
    enabled.forEach(feature -> table.put(feature.guid(), Txg.WRITTEN));
    return table.build();
  }

  /** Some count as in use as soon as they are enabled. */
  private long references(Feature feature, int spaceMaps) {
    return switch (feature) {
      case LZ4_COMPRESS, HOLE_BIRTH, EMBEDDED_DATA, SPACEMAP_V2 -> 1;
      case ENABLED_TXG -> enabled.size();
      case SPACEMAP_HISTOGRAM -> spaceMaps;
      default -> 0;
    };
  }
}
