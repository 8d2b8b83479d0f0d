package org.heliosimage.zfs.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongConsumer;
import org.heliosimage.codec.Nvlist;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.TreeComparison;
import org.heliosimage.zfs.read.Dsl.Dataset;
import org.heliosimage.zfs.read.Dsl.Directory;

/**
 * A pool with one disk, opened for reading. The channel must stay open as long as the reader, or a
 * tree that it made, is used.
 */
public final class PoolReader implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int MAX_DEFERRED = 1 << 19;

  private final Vdev vdev;
  private final BlockReaders readers;
  private final Labels labels;
  private final ObjectSet mos;
  private final Dsl dsl;
  private final FeatureCheck features;

  private PoolReader(Vdev vdev, BlockReaders readers, Labels labels) throws IOException {
    this.vdev = vdev;
    this.readers = readers;
    this.labels = labels;
    BlockPointer root = labels.uberblock().root();
    try {
      this.mos = new ObjectSet(MetaCheck.PLACE, readers, readers.read(root));
      this.dsl = Dsl.load(mos, name());
      this.features = FeatureCheck.read(dsl);
    } catch (IOException e) {
      throw new PoolReadException("pool " + name() + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a pool.
   *
   * @param offset where its partition starts in the file
   * @param size bytes of the partition
   * @throws PoolReadException if there is no pool, or none that can be read at all; lesser damage
   *     is left to {@link #verify}
   */
  public static PoolReader open(FileChannel channel, long offset, long size) throws IOException {
    Vdev vdev = new Vdev(channel, offset, size);
    return new PoolReader(vdev, new BlockReaders(vdev), Labels.read(vdev));
  }

  /** Name of the pool. */
  public String name() {
    return labels.config().text("name").orElse("");
  }

  /** The configuration that the labels hold. */
  public Nvlist config() {
    return labels.config();
  }

  /** Full names of all file systems, parents first. */
  public List<String> datasets() {
    return dsl.datasets().keySet().stream()
        .filter(name -> name.indexOf('$') < 0 && name.indexOf('@') < 0)
        .toList();
  }

  /** Properties that are set on a dataset itself; numbers as decimal digits. */
  public Map<String, String> properties(String dataset) throws IOException {
    Directory directory = dsl.directories().get(dataset);
    if (directory == null) {
      throw new PoolReadException("the pool has no dataset " + dataset);
    }
    return properties(directory.properties());
  }

  /** Properties of the pool; {@code bootfs} as the name of the dataset. */
  public Map<String, String> poolProperties() throws IOException {
    Long object = dsl.objectDirectory().get("pool_props");
    if (object == null) {
      return Map.of();
    }
    Map<String, String> properties = properties(object);
    String bootfs = properties.get("bootfs");
    if (bootfs != null) {
      for (Dataset dataset : dsl.datasets().values()) {
        if (bootfs.equals(Long.toString(dataset.object()))) {
          properties.put("bootfs", dataset.name());
        }
      }
    }
    return properties;
  }

  private Map<String, String> properties(long object) throws IOException {
    Map<String, String> properties = new TreeMap<>();
    for (ZapEntry entry : ZapScan.read(mos.open(object))) {
      properties.put(
          entry.text(), entry.isNumber() ? Long.toUnsignedString(entry.number()) : entry.string());
    }
    return properties;
  }

  /** The files of a dataset; their contents are read from the pool when they are opened. */
  public FileTree tree(String dataset) throws IOException {
    Dataset found = dsl.datasets().get(dataset);
    if (found == null) {
      throw new PoolReadException("the pool has no dataset " + dataset);
    }
    ObjectSet set = new ObjectSet(dataset, readers, readers.read(found.pointer()));
    return new TreeBuilder(new FileSystem(set)).build();
  }

  /** Lists the differences between the files of a dataset and those that were meant. */
  public List<Finding> compare(String dataset, FileTree meant) throws IOException {
    return new TreeComparison(tree(dataset), meant)
        .run().stream()
            .map(found -> new Finding(dataset + ", " + found.path(), found.problem()))
            .toList();
  }

  /**
   * Reads everything and checks it: labels, every copy of every block, all objects, names and
   * attributes, space maps and accounting.
   *
   * @param progress told of bytes as they are checked, by several threads
   */
  public PoolReport verify(LongConsumer progress) throws IOException {
    ForkJoinPool pool = new ForkJoinPool(THREADS);
    try {
      return pool.submit(() -> verifyInPool(progress)).join();
    } catch (RuntimeException e) {
      // A forged pool: its checksums are right but its structures lead nowhere.
      throw new PoolReadException("pool " + name() + " is forged or broken: " + e, e);
    } finally {
      pool.shutdownNow();
    }
  }

  private PoolReport verifyInPool(LongConsumer progress) {
    Findings findings = new Findings();
    findings.addAll(labels.findings());
    Scan scan = new Scan(readers, labels.uberblock().txg(), progress);
    MetaCheck meta = new MetaCheck(scan, findings);
    Totals own = meta.walk(labels.uberblock().root());
    Map<String, Totals> found = new HashMap<>();
    long blocks = own == null ? 0 : own.blocks;
    long files = 0;
    long bytes = 0;
    int datasets = 0;
    boolean snapshots = false;
    for (Dataset dataset : dsl.datasets().values()) {
      if (dataset.pointer().isHole()) {
        continue;
      }
      snapshots |= dataset.name().indexOf('@') >= 0;
      datasets++;
      DatasetCheck check = new DatasetCheck(scan, dataset, findings);
      Totals totals = check.run();
      if (totals != null) {
        found.put(dataset.name(), totals);
        blocks += totals.blocks;
      }
      files += check.files();
      bytes += check.bytes();
    }
    long allocated = 0;
    try {
      SpaceCheck space = space(scan, findings);
      // With a block unread, what hangs from it would only look like a leak.
      if (findings.count() == 0 && own != null) {
        long uncharged = deferred(scan);
        space.run(snapshots);
        allocated = space.allocated();
        meta.accounting(dsl, found, own, allocated - uncharged);
        meta.references(dsl, space, vdevObjects());
        features.run(labels.config(), meta.histograms(), scan.embedded().sum() > 0, findings);
      }
    } catch (IOException e) {
      findings.add(MetaCheck.PLACE, String.valueOf(e.getMessage()));
    }
    long stored = scan.fileBytes().stored().sum();
    return new PoolReport(
        name(),
        datasets,
        files,
        bytes,
        blocks,
        allocated,
        vdev.dataSize(),
        stored == 0 ? 1 : (double) scan.fileBytes().logical().sum() / stored,
        findings.list());
  }

  SpaceCheck space(Scan scan, Findings findings) throws IOException {
    return new SpaceCheck(
        mos,
        scan,
        Labels.vdevTree(labels.config()),
        problem -> findings.add("space maps", problem));
  }

  /** What the space maps mark as in use, counted from where block addresses count. */
  RangeSet marked() throws IOException {
    Scan nothing = new Scan(readers, labels.uberblock().txg(), bytes -> {});
    return space(nothing, new Findings()).marked();
  }

  /**
   * Counts blocks that were freed but wait for their space to be given back as in use.
   *
   * @return the bytes that no dataset is charged for any more
   */
  private long deferred(Scan scan) throws IOException {
    long uncharged = 0;
    for (String name : List.of("free_bpobj", "sync_bplist")) {
      ObjectReader list = mos.open(dsl.object(name));
      long count = list.bonusWord(0);
      byte[] pointers = list.bytes(count > MAX_DEFERRED ? -1 : count * BlockPointer.SIZE);
      for (int i = 0; i < count; i++) {
        BlockPointer pointer = new BlockPointer(pointers, i * BlockPointer.SIZE);
        for (int copy = 0; copy < pointer.copies() && !pointer.isEmbedded(); copy++) {
          scan.segments().add(pointer.offset(copy), pointer.allocated(copy));
        }
        uncharged += name.equals("sync_bplist") ? pointer.allAllocated() : 0;
      }
    }
    return uncharged;
  }

  /** Objects that only the configuration of the disk names. */
  private List<Long> vdevObjects() throws IOException {
    List<Long> objects = new ArrayList<>();
    ObjectReader reader = mos.open(dsl.object("config"));
    Nvlist config = Nvlist.decode(reader.bytes(reader.bonusWord(0)));
    List<Nvlist> devices = new ArrayList<>(List.of(Labels.vdevTree(config)));
    devices.addAll(devices.get(0).nestedArray("children"));
    for (Nvlist device : devices) {
      for (String name : List.of("leaf", "top", "root")) {
        device.number("com.delphix:vdev_zap_" + name).ifPresent(objects::add);
      }
    }
    return objects;
  }

  @Override
  public void close() {
    readers.close();
  }
}
