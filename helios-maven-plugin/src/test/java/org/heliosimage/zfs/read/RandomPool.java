package org.heliosimage.zfs.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heliosimage.Generator;
import org.heliosimage.RandomTree;
import org.heliosimage.tree.FileTree;
import org.heliosimage.zfs.DatasetSpec;
import org.heliosimage.zfs.PoolSpec;
import org.heliosimage.zfs.PoolSummary;
import org.heliosimage.zfs.PoolWriter;

/** A pool of random trees, written by our writer, with what was meant. */
record RandomPool(Path file, PoolSpec spec, PoolSummary summary) {

  private static final long SIZE = 80L << 20;

  static RandomPool write(Path file, Generator random) throws IOException {
    boolean features = !random.oneIn(4);
    List<String> compressions =
        features
            ? List.of("on", "lz4", "off", "lzjb", "zle", "gzip-1", "gzip-9")
            : List.of("on", "off", "lzjb", "zle", "gzip");
    List<DatasetSpec> datasets = new ArrayList<>();
    if (random.oneIn(3)) {
      datasets.add(new DatasetSpec("", Map.of(), RandomTree.small(random)));
    }
    datasets.add(new DatasetSpec("ROOT", Map.of("canmount", "off", "mountpoint", "legacy"), null));
    datasets.add(
        new DatasetSpec(
            "ROOT/be",
            Map.of("canmount", "noauto", "compression", random.oneOf(compressions)),
            RandomTree.small(random)));
    if (random.oneIn(3)) {
      datasets.add(
          new DatasetSpec(
              "home", Map.of("compression", random.oneOf(compressions)), RandomTree.small(random)));
    }
    PoolSpec spec =
        new PoolSpec(
            "rpool",
            SIZE + 512L * random.below(4000),
            random.oneOf(9, 12, 13),
            features,
            Map.of(),
            Map.of("compression", random.oneOf(compressions)),
            datasets,
            "rpool/ROOT/be",
            "/dev/dsk/c1t0d0s0",
            true,
            random.between(0, 2_000_000_000L),
            "seed " + random.seed());
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return new RandomPool(file, spec, PoolWriter.write(spec, out, 0, bytes -> {}));
    }
  }

  /** The trees that were meant, by full dataset name. */
  List<Map.Entry<String, FileTree>> trees() {
    List<Map.Entry<String, FileTree>> trees = new ArrayList<>();
    for (DatasetSpec dataset : spec.datasets()) {
      FileTree tree = dataset.tree();
      if (tree != null) {
        trees.add(Map.entry(dataset.name().isEmpty() ? "rpool" : "rpool/" + dataset.name(), tree));
      }
    }
    return trees;
  }
}
