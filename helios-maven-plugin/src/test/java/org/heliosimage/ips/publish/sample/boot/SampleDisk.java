package org.heliosimage.ips.publish.sample.boot;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.boot.block.BootBlocks;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.RawFile;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.zfs.DatasetSpec;
import org.heliosimage.zfs.PoolSpec;
import org.heliosimage.zfs.PoolSummary;
import org.heliosimage.zfs.PoolWriter;

/** A small disk with a pool, and the boot programs that the pool holds, installed. */
record SampleDisk(Path file, String name, DiskLayout layout, PoolSummary pool) {

  private static final Attributes DIRECTORY = Attributes.of(0755, 0, 0, 0);

  /** The pool holds nothing but the sample boot programs. */
  static SampleDisk write(Path file, String pool, DiskLayout layout) throws Exception {
    Map<String, byte[]> programs =
        Map.of(
            "/boot/pmbr", BootPrograms.pmbr(),
            "/boot/gptzfsboot", BootPrograms.stageTwo(new byte[200_000]),
            "/boot/loader32.efi", BootPrograms.efi32(),
            "/boot/loader64.efi", BootPrograms.efi64());
    return write(file, pool, layout, true, programs);
  }

  /** The pool's boot environment, {@code ROOT/be}, holds some files. */
  static SampleDisk write(
      Path file, String pool, DiskLayout layout, boolean features, Map<String, byte[]> files)
      throws Exception {
    FileTree tree = new FileTree(DIRECTORY);
    for (Map.Entry<String, byte[]> entry : new TreeMap<>(files).entrySet()) {
      String path = entry.getKey();
      tree.mkdirs(path.substring(0, path.lastIndexOf('/')), DIRECTORY);
      Content content = Content.of(entry.getValue());
      tree.put(path, new RegularFile(Attributes.of(0444, 0, 0, 0), content));
    }
    RawFile.create(file, layout.size()).close();
    try (FileChannel image =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Label.write(layout, "seed", image);
      PoolSummary summary =
          PoolWriter.write(
              spec(pool, layout, features, tree), image, layout.zfs().offset(), done -> {});
      BootBlocks.install(tree, layout, "seed", 0, image);
      return new SampleDisk(file, pool, layout, summary);
    }
  }

  private static PoolSpec spec(String pool, DiskLayout layout, boolean features, FileTree tree)
      throws Exception {
    return new PoolSpec(
        pool,
        layout.zfs().length(),
        9,
        features,
        Map.of(),
        Map.of("compression", "on"),
        List.of(
            new DatasetSpec("ROOT", Map.of("canmount", "off", "mountpoint", "legacy"), null),
            new DatasetSpec("ROOT/be", Map.of("canmount", "noauto"), tree)),
        pool + "/ROOT/be",
        "/dev/dsk/c1t0d0s" + layout.zfs().index(),
        true,
        0,
        "seed");
  }
}
