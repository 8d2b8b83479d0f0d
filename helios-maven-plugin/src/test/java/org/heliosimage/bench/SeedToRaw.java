package org.heliosimage.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.heliosimage.archive.SeedTar;
import org.heliosimage.tree.FileTree;
import org.heliosimage.zfs.DatasetSpec;
import org.heliosimage.zfs.PoolSpec;
import org.heliosimage.zfs.PoolSummary;
import org.heliosimage.zfs.PoolWriter;

/** What the benchmark times: a seed tar in, a pool with lz4 out. */
public final class SeedToRaw {

  private static final long TIME = 1_793_491_200L;

  private SeedToRaw() {}

  /**
   * Arguments: seed tar, raw file, and {@code heap} to have the peak heap told: not while time is
   * taken, as the classes that know it take a tenth of a second to load. Prints the bytes of the
   * pool's records.
   */
  public static void main(String[] args) throws IOException {
    Path seed = Path.of(args[0]);
    Path raw = Path.of(args[1]);
    FileTree tree = SeedTar.read(seed, raw.resolveSibling("seed.unpacked"));
    long size = Math.max(1L << 30, seed.toFile().length() / 2 * 3) >> 20 << 20;
    PoolSpec spec =
        new PoolSpec(
            "rpool",
            size,
            9,
            true,
            Map.of(),
            Map.of("compression", "lz4"),
            List.of(
                new DatasetSpec("ROOT", Map.of("mountpoint", "legacy", "canmount", "off"), null),
                new DatasetSpec(
                    "ROOT/be", Map.of("mountpoint", "legacy", "canmount", "noauto"), tree)),
            "rpool/ROOT/be",
            "/dev/dsk/c1t0d0s0",
            true,
            TIME,
            "benchmark");
    try (FileChannel out =
        FileChannel.open(
            raw,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      PoolSummary summary = PoolWriter.write(spec, out, 0, done -> {});
      System.out.println("files " + summary.files());
      System.out.println("allocated " + summary.allocated());
    }
    if (args.length > 2) {
      System.out.println("heap " + peakHeap());
    }
  }

  static long peakHeap() {
    long heap = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        heap += pool.getPeakUsage().getUsed();
      }
    }
    return heap;
  }
}
