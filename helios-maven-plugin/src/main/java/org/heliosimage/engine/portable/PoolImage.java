package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.heliosimage.boot.block.BootBlocks;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.RawFile;
import org.heliosimage.disk.Slice;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog.Task;
import org.heliosimage.engine.BuildLog.Unit;
import org.heliosimage.engine.work.WrittenChannel;
import org.heliosimage.template.BuildKind.PoolBuild;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.zfs.DatasetSpec;
import org.heliosimage.zfs.PoolException;
import org.heliosimage.zfs.PoolSpec;
import org.heliosimage.zfs.PoolSummary;
import org.heliosimage.zfs.PoolWriter;

/** Writes the disk image of a pool build, after the last step. */
final class PoolImage {

  private static final String POOL_ROOT = "";
  private static final long MEBIBYTE = 1 << 20;

  private final PoolBuild kind;
  private final PoolPlan plan;
  private final StepContext context;
  private final String seed;

  /**
   * What was written.
   *
   * @param trees the files of each dataset that has any, by its name below the pool
   * @param summary counts for the log
   */
  record Written(Map<String, FileTree> trees, String summary) {}

  PoolImage(PoolBuild kind, PoolPlan plan, StepContext context, String seed) {
    this.kind = kind;
    this.plan = plan;
    this.context = context;
    this.seed = seed;
  }

  /** Writes {@code NAME.raw} and, if asked, {@code NAME.partonly}. */
  Written write(String name, OutputArea outputs, Task task) throws IOException {
    DiskLayout layout = layout();
    try {
      return write(name, layout, outputs, task);
    } catch (PoolException e) {
      if (e.neededBytes() == 0) {
        throw e;
      }
      // Not as a cause: it speaks of the pool's device, and Maven would print both.
      long needed = e.neededBytes() + layout.size() - layout.zfs().length();
      throw new BuildException(
          "a disk of "
              + kind.size()
              + " MiB is too small for what the image holds, which needs "
              + ((needed + MEBIBYTE - 1) / MEBIBYTE)
              + " MiB: set \"size\" of the pool to that or more");
    }
  }

  private Written write(String name, DiskLayout layout, OutputArea outputs, Task task)
      throws IOException {
    Map<String, FileTree> trees = trees();
    PoolSpec spec = spec(layout, trees);
    PoolWriter.check(spec);
    long total = bytes(trees);
    Slice zfs = layout.zfs();
    String raw = name + ".raw";
    try (WrittenChannel image =
        new WrittenChannel(RawFile.create(outputs.newOutput(raw), layout.size()))) {
      Label.write(layout, seed, image);
      PoolSummary summary =
          PoolWriter.write(
              spec, image, zfs.offset(), done -> task.progress(done, total, Unit.BYTES));
      if (plan.bootable()) {
        BootBlocks.install(context.tree(), layout, seed, context.time(), image);
      }
      if (kind.label() && kind.partitionOnly()) {
        String slice = name + ".partonly";
        outputs.written(slice, extract(image, zfs, outputs.newOutput(slice)));
      }
      outputs.written(raw, image.written());
      return new Written(trees, text(summary, layout));
    }
  }

  /** Makes a file of a slice, from what was written of it: most of a new disk is zeros. */
  private static BitSet extract(WrittenChannel image, Slice zfs, Path file) throws IOException {
    try (WrittenChannel target = new WrittenChannel(RawFile.create(file, zfs.length()))) {
      BitSet written = image.written();
      for (int from = written.nextSetBit(0); from >= 0; ) {
        int to = written.nextClearBit(from);
        long first = Math.max(WrittenChannel.at(from), zfs.offset());
        long end = Math.min(WrittenChannel.at(to), zfs.offset() + zfs.length());
        if (first < end) {
          RawFile.copy(image, first, end - first, target, first - zfs.offset());
        }
        from = written.nextSetBit(to);
      }
      return target.written();
    }
  }

  /** Without a boot environment the image's files are those of the pool's root dataset. */
  private Map<String, FileTree> trees() throws IOException {
    Map<String, FileTree> trees = new LinkedHashMap<>();
    if (plan.bootable()) {
      trees.put(POOL_ROOT, BootFiles.finish(context));
    }
    trees.put(plan.root().orElse(POOL_ROOT), context.tree());
    return trees;
  }

  private DiskLayout layout() throws IOException {
    long size = kind.size() * MEBIBYTE;
    if (!kind.label()) {
      return DiskLayout.bare(size);
    }
    return kind.uefi() ? DiskLayout.efi(size, DiskLayout.DEFAULT_ESP) : DiskLayout.whole(size);
  }

  private PoolSpec spec(DiskLayout layout, Map<String, FileTree> trees) throws IOException {
    Map<String, String> options = new TreeMap<>();
    if (kind.autoexpand()) {
      options.put("autoexpand", "on");
    }
    if (layout.esp().isPresent()) {
      options.put("bootsize", Long.toString(DiskLayout.DEFAULT_ESP));
    }
    options.putAll(pairs(kind.options(), "options"));
    Map<String, String> rootOptions = new TreeMap<>();
    rootOptions.put("compression", kind.compression());
    rootOptions.putAll(pairs(kind.fsoptions(), "fsoptions"));
    List<DatasetSpec> datasets = new ArrayList<>();
    datasets.add(new DatasetSpec(POOL_ROOT, Map.of(), trees.get(POOL_ROOT)));
    for (PoolPlan.Dataset dataset : plan.datasets()) {
      datasets.add(
          new DatasetSpec(dataset.name(), dataset.properties(), trees.get(dataset.name())));
    }
    return new PoolSpec(
        plan.pool(),
        layout.zfs().length(),
        kind.ashift(),
        !kind.noFeatures(),
        options,
        rootOptions,
        datasets,
        plan.bootable() ? plan.pool() + "/" + plan.root().orElse(POOL_ROOT) : null,
        device(layout),
        layout.labelled(),
        context.time(),
        seed);
  }

  /** Only a name: the kernel finds the device by the pool's identifier. */
  private static String device(DiskLayout layout) throws IOException {
    return layout.labelled() ? "/dev/dsk/c1t0d0s" + layout.zfs().index() : "/dev/dsk/c1t0d0p0";
  }

  private static Map<String, String> pairs(List<String> options, String key) throws BuildException {
    Map<String, String> pairs = new TreeMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals < 1) {
        throw new BuildException(
            "\"" + option + "\" in " + key + " of the pool is not of the form NAME=VALUE");
      }
      pairs.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return pairs;
  }

  private static long bytes(Map<String, FileTree> trees) {
    AtomicLong bytes = new AtomicLong();
    for (FileTree tree : trees.values()) {
      tree.walk(
          (path, entry) -> {
            if (entry.node() instanceof RegularFile file) {
              bytes.addAndGet(file.content().size());
            }
          });
    }
    return bytes.get();
  }

  private static String text(PoolSummary summary, DiskLayout layout) {
    return String.format(
        Locale.ROOT,
        "%d datasets, %d objects, %s in %s on a disk of %s, ratio %.2f",
        summary.datasets(),
        summary.files(),
        Sizes.text(summary.logical()),
        Sizes.text(summary.allocated()),
        Sizes.text(layout.size()),
        summary.ratio());
  }
}
