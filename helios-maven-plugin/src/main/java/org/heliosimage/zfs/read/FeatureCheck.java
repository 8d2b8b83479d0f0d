package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heliosimage.codec.Nvlist;

/** Feature flags: what the pool needs of its readers, and whether the counts are right. */
final class FeatureCheck {

  private static final String LZ4 = "org.illumos:lz4_compress";
  private static final String HOLE_BIRTH = "com.delphix:hole_birth";
  private static final String EMBEDDED = "com.delphix:embedded_data";
  private static final String HISTOGRAM = "com.delphix:spacemap_histogram";
  private static final String ENABLED_TXG = "com.delphix:enabled_txg";

  /** Features for reading that change nothing here or are understood. */
  private static final Set<String> KNOWN =
      Set.of(
          LZ4,
          HOLE_BIRTH,
          EMBEDDED,
          "com.delphix:extensible_dataset",
          "org.open-zfs:large_blocks",
          "org.zfsonlinux:large_dnode",
          "com.joyent:multi_vdev_crash_dump");

  /** Features that whoever opens the pool must know before it reads anything. */
  private static final Set<String> IN_LABEL = Set.of(HOLE_BIRTH, EMBEDDED);

  private final Map<String, Long> forRead;
  private final Map<String, Long> forWrite;
  private final Map<String, Long> enabledTxg;

  private FeatureCheck(
      Map<String, Long> forRead, Map<String, Long> forWrite, Map<String, Long> enabledTxg) {
    this.forRead = forRead;
    this.forWrite = forWrite;
    this.enabledTxg = enabledTxg;
  }

  /** Reads the counts; a pool that needs a feature unknown here is refused. */
  static FeatureCheck read(Dsl dsl) throws IOException {
    FeatureCheck check =
        new FeatureCheck(
            counts(dsl, "features_for_read"),
            counts(dsl, "features_for_write"),
            counts(dsl, "feature_enabled_txg"));
    for (Map.Entry<String, Long> feature : check.forRead.entrySet()) {
      if (feature.getValue() != 0 && !KNOWN.contains(feature.getKey())) {
        throw new PoolReadException(
            "the pool uses the feature " + feature.getKey() + ", which is not supported");
      }
    }
    return check;
  }

  private static Map<String, Long> counts(Dsl dsl, String name) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    Long object = dsl.objectDirectory().get(name);
    if (object != null) {
      for (ZapEntry entry : ZapScan.read(dsl.mos().open(object))) {
        counts.put(entry.text(), entry.number());
      }
    }
    return counts;
  }

  /** Compares the counts with what was found. */
  void run(Nvlist labelConfig, long histograms, boolean embedded, Findings findings) {
    same(forWrite, HISTOGRAM, histograms, findings);
    same(forWrite, ENABLED_TXG, enabledTxg.size(), findings);
    if (forRead.getOrDefault(HOLE_BIRTH, 0L) != 0 && !enabledTxg.containsKey(HOLE_BIRTH)) {
      findings.add(MetaCheck.PLACE, "does not know since when hole_birth is enabled");
    }
    if (embedded && forRead.getOrDefault(EMBEDDED, 0L) == 0) {
      findings.add(MetaCheck.PLACE, "has embedded pointers without the feature for them");
    }
    Set<String> active = new TreeMap<>(forRead).keySet();
    Nvlist listed = labelConfig.nested("features_for_read").orElse(Nvlist.builder().build());
    for (String feature : IN_LABEL) {
      boolean needed = active.contains(feature) && forRead.getOrDefault(feature, 0L) != 0;
      if (needed != listed.has(feature)) {
        findings.add(
            "labels",
            (needed ? "do not list" : "list")
                + " the feature "
                + feature
                + " that the pool "
                + (needed ? "uses" : "does not use"));
      }
    }
  }

  private static void same(
      Map<String, Long> counts, String feature, long expected, Findings findings) {
    Long count = counts.get(feature);
    if (count != null && count != expected) {
      findings.add(
          MetaCheck.PLACE, "counts " + count + " for " + feature + " instead of " + expected);
    }
  }
}
