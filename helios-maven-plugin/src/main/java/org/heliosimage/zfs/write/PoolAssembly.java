package org.heliosimage.zfs.write;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.zfs.Checksum;
import org.heliosimage.zfs.DatasetPlan;
import org.heliosimage.zfs.Feature;
import org.heliosimage.zfs.PoolLayout;
import org.heliosimage.zfs.PoolSpec;
import org.heliosimage.zfs.PoolSummary;

/** Writes the parts of a pool in the order of the format: file systems, metadata, labels. */
public final class PoolAssembly {

  private static final int MAX_COPIES = 3;

  private final PoolLayout layout;
  private final Identity identity;
  private final Geometry geometry;
  private final Allocator allocator;
  private final VdevOutput output;
  private final BlockStore store;

  private PoolAssembly(PoolLayout layout, FileChannel out, long offset) {
    PoolSpec spec = layout.spec();
    this.layout = layout;
    this.identity = Identity.of(spec.seed());
    this.geometry = Geometry.of(spec.size(), spec.ashift());
    this.allocator = new Allocator(geometry);
    this.output = new VdevOutput(out, offset, allocator.zones());
    this.store = new BlockStore(geometry, allocator, output);
  }

  /** As {@link org.heliosimage.zfs.PoolWriter#write}. */
  public static PoolSummary write(
      PoolLayout layout, FileChannel out, long offset, LongConsumer bytesDone) throws IOException {
    return new PoolAssembly(layout, out, offset).write(bytesDone);
  }

  private PoolSummary write(LongConsumer bytesDone) throws IOException {
    boolean embed = layout.has(Feature.EMBEDDED_DATA);
    try (Pipeline pipeline =
        new Pipeline(store, () -> new Packer(geometry.unit(), embed), bytesDone)) {
      List<Dsl.Written> written = new ArrayList<>();
      long files = 0;
      for (DatasetPlan plan : layout.datasets()) {
        ObjectSet set = new ObjectSet(pipeline, metadataPolicy(plan), false);
        FileSystemWriter writer = new FileSystemWriter(plan, written.size(), identity, set);
        written.add(new Dsl.Written(writer.write(treeOf(plan)), set.space()));
        files += writer.files();
      }
      MetaSet meta = new MetaSet(layout, identity, pipeline);
      PoolConfig config =
          new PoolConfig(
              layout, geometry, identity.guid("pool"), identity.guid("vdev"), meta.metaslabArray());
      meta.put(config, written);
      byte[] root = new Finish(layout, geometry, allocator, store, meta).run(written);
      output.flush();
      output.extendTo(geometry.size());
      Labels.write(output, geometry, config, root, layout.spec().time());
      return new PoolSummary(
          config.poolGuid(),
          config.vdevGuid(),
          layout.bootfs() < 0 ? 0 : meta.dsl().dataset(layout.bootfs()),
          layout.datasets().size(),
          files,
          store.blocks(),
          store.fileBytes(),
          allocator.allocated(),
          store.fileStored());
    }
  }

  /** Metadata has a copy more than data. */
  private BlockPolicy metadataPolicy(DatasetPlan plan) {
    return new BlockPolicy(
        layout.defaultCompression(), Checksum.FLETCHER4, Math.min(MAX_COPIES, plan.copies() + 1));
  }

  private FileTree treeOf(DatasetPlan plan) {
    FileTree tree = plan.tree();
    return tree != null ? tree : new FileTree(Attributes.of(0755, 0, 0, layout.spec().time()));
  }
}
