package org.heliosimage.zfs.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heliosimage.codec.Bytes;
import org.heliosimage.zfs.Checksum;
import org.heliosimage.zfs.Compression;
import org.heliosimage.zfs.Feature;
import org.heliosimage.zfs.PoolLayout;
import org.heliosimage.zfs.PropertyValue;
import org.heliosimage.zfs.zap.ZapBuilder;
import org.heliosimage.zfs.zpl.DnodePhys;

/** The pool's own metadata, the meta object set ("MOS"), up to what {@link Finish} adds. */
final class MetaSet {

  /** Tells the salts of this set from those of file systems. */
  static final int SALTS = -1;

  static final int COPIES = 3;

  private static final int BLOCK_LIST_BLOCK = 16 << 10;
  private static final int CONFIG_BLOCK = 16 << 10;

  private final PoolLayout layout;
  private final Identity identity;
  private final ObjectSet set;
  private final Dsl dsl;
  private final long directory;
  private final long metaslabArray;
  private final long writeFeatures;

  MetaSet(PoolLayout layout, Identity identity, Pipeline pipeline) {
    this.layout = layout;
    this.identity = identity;
    this.set =
        new ObjectSet(
            pipeline,
            new BlockPolicy(layout.defaultCompression(), Checksum.FLETCHER4, COPIES),
            true);
    directory = set.allocate();
    metaslabArray = set.allocate();
    writeFeatures = set.allocate();
    dsl = new Dsl(set, identity, layout.spec().time(), layout.datasets());
  }

  ObjectSet objects() {
    return set;
  }

  Dsl dsl() {
    return dsl;
  }

  long metaslabArray() {
    return metaslabArray;
  }

  /** Object of the table whose contents depend on the number of space maps. */
  long writeFeatures() {
    return writeFeatures;
  }

  long salt(long object) {
    return identity.salt(SALTS, object);
  }

  /** Adds everything whose contents are known before the last block is allocated. */
  void put(PoolConfig config, List<Dsl.Written> written) throws IOException {
    dsl.putDatasets(written);
    ZapBuilder entries = new ZapBuilder(salt(directory));
    entries.put("root_dataset", dsl.rootDirectory());
    entries.put("config", putConfig(config));
    entries.put("free_bpobj", Dsl.putBlockList(set, 128 << 10, 0));
    entries.put("sync_bplist", Dsl.putBlockList(set, BLOCK_LIST_BLOCK, Compression.OFF.code()));
    entries.put("deflate", 1);
    entries.put("creation_version", PoolConfig.VERSION);
    putFeatures(entries);
    putProperties(entries);
    set.putZap(directory, DmuType.OBJECT_DIRECTORY, entries.build());
    set.pipeline().drain();
  }

  private void putFeatures(ZapBuilder entries) throws IOException {
    FeatureTables tables = new FeatureTables(layout.features());
    long read = set.allocate();
    set.putZap(read, DmuType.OTHER_ZAP, tables.forRead(salt(read)));
    long descriptions = set.allocate();
    set.putZap(descriptions, DmuType.OTHER_ZAP, tables.descriptions(salt(descriptions)));
    entries.put("features_for_read", read);
    entries.put("features_for_write", writeFeatures);
    entries.put("feature_descriptions", descriptions);
    if (layout.has(Feature.ENABLED_TXG)) {
      long txgs = set.allocate();
      set.putZap(txgs, DmuType.OTHER_ZAP, tables.enabledTxg(salt(txgs)));
      entries.put("feature_enabled_txg", txgs);
    }
  }

  private void putProperties(ZapBuilder entries) throws IOException {
    long number = set.allocate();
    ZapBuilder table = new ZapBuilder(salt(number));
    for (Map.Entry<String, PropertyValue> property : layout.properties().entrySet()) {
      Dsl.put(table, property.getKey(), property.getValue());
    }
    if (layout.bootfs() >= 0) {
      table.put("bootfs", dsl.dataset(layout.bootfs()));
    }
    set.putZap(number, DmuType.POOL_PROPS, table.build());
    entries.put("pool_props", number);
  }

  private long putConfig(PoolConfig config) throws IOException {
    long number = set.allocate();
    byte[] packed = config.metadata().encode();
    byte[] bonus = new byte[8];
    Bytes.put64(bonus, 0, packed.length);
    DnodePhys dnode =
        DnodePhys.of(DmuType.PACKED_NVLIST, CONFIG_BLOCK, DmuType.PACKED_NVLIST_SIZE, bonus.length);
    List<byte[]> blocks = new ArrayList<>();
    for (int at = 0; at < packed.length; at += CONFIG_BLOCK) {
      byte[] block = new byte[CONFIG_BLOCK];
      System.arraycopy(packed, at, block, 0, Math.min(CONFIG_BLOCK, packed.length - at));
      blocks.add(block);
    }
    ObjectTree tree =
        set.tree(
            DmuType.PACKED_NVLIST,
            blocks.size(),
            dnode.pointers(),
            done -> set.put(number, ObjectSet.written(dnode, done), done.roots(), bonus));
    for (int i = 0; i < blocks.size(); i++) {
      Block block = new Block(tree, DmuType.PACKED_NVLIST, 0, i, CONFIG_BLOCK, set.policy());
      block.bytes = blocks.get(i);
      set.pipeline().add(block);
    }
    return number;
  }
}
