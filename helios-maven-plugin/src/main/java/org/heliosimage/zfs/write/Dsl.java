package org.heliosimage.zfs.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.heliosimage.zfs.DatasetPlan;
import org.heliosimage.zfs.PoolException;
import org.heliosimage.zfs.PropertyValue;
import org.heliosimage.zfs.zap.ZapBuilder;
import org.heliosimage.zfs.zpl.DnodePhys;

/**
 * The tree of file systems in the pool's metadata: a directory for each, its dataset, and the three
 * directories that every pool has ({@code $MOS} for the metadata itself, {@code $FREE}, and {@code
 * $ORIGIN}, of whose empty snapshot all file systems are clones).
 */
final class Dsl {

  static final String MOS = "$MOS";
  static final String FREE = "$FREE";
  static final String ORIGIN = "$ORIGIN";

  private static final int BPOBJ_BLOCK = 128 << 10;
  private static final int BPOBJ_BONUS = 48;
  private static final int DEADLIST_BONUS = 320;
  private static final byte[] NONE = {};

  private final ObjectSet set;
  private final Identity identity;
  private final long time;
  private final List<DatasetPlan> plans;
  private final List<Numbers> heads = new ArrayList<>();
  private final List<SystemNumbers> system = new ArrayList<>();
  private final long originHead;
  private final long originSnapshot;
  private final long originClones;
  private final long originNextClones;

  /** Objects of a file system. */
  private record Numbers(long directory, long properties, long children, long dataset) {}

  /** Objects of one of the three directories. */
  private record SystemNumbers(String name, long directory, long properties, long children) {}

  /** A file system as it was written. */
  static final class Written {
    private final byte[] pointer;
    private final Space space;

    Written(byte[] pointer, Space space) {
      this.pointer = pointer;
      this.space = space;
    }
  }

  Dsl(ObjectSet set, Identity identity, long time, List<DatasetPlan> plans) {
    this.set = set;
    this.identity = identity;
    this.time = time;
    this.plans = plans;
    for (int i = 0; i < plans.size(); i++) {
      heads.add(new Numbers(set.allocate(), set.allocate(), set.allocate(), set.allocate()));
    }
    for (String name : List.of(MOS, FREE, ORIGIN)) {
      system.add(new SystemNumbers(name, set.allocate(), set.allocate(), set.allocate()));
    }
    originHead = set.allocate();
    originSnapshot = set.allocate();
    originClones = set.allocate();
    originNextClones = set.allocate();
  }

  /** The directory of the pool's root file system. */
  long rootDirectory() {
    return heads.get(0).directory;
  }

  /** The dataset of a file system. */
  long dataset(int index) {
    return heads.get(index).dataset;
  }

  /** Adds everything but the directories, which tell how much space there is in use. */
  void putDatasets(List<Written> written) throws IOException {
    for (int i = 0; i < plans.size(); i++) {
      Numbers numbers = heads.get(i);
      putProperties(numbers.properties, plans.get(i).properties());
      ZapBuilder children = zap(numbers.children);
      for (int child = 1; child < plans.size(); child++) {
        if (plans.get(child).parent() == i) {
          children.put(plans.get(child).lastName(), heads.get(child).directory);
        }
      }
      if (i == 0) {
        system.forEach(directory -> children.put(directory.name, directory.directory));
      }
      set.putZap(numbers.children, DmuType.DSL_DIR_CHILD_MAP, children.build());
      putHead(i, written.get(i));
    }
    for (SystemNumbers numbers : system) {
      set.putZap(numbers.properties, DmuType.DSL_PROPS, zap(numbers.properties).build());
      set.putZap(numbers.children, DmuType.DSL_DIR_CHILD_MAP, zap(numbers.children).build());
    }
    putOrigin();
  }

  private void putHead(int index, Written written) throws IOException {
    Numbers numbers = heads.get(index);
    long snapshots = set.allocate();
    set.putZap(snapshots, DmuType.DSL_SNAP_MAP, zap(snapshots).build());
    String name = plans.get(index).name();
    putDataset(
        numbers.dataset,
        new DslDataset(
            numbers.directory,
            originSnapshot,
            0,
            snapshots,
            0,
            time,
            putDeadlist(true),
            written.space,
            identity.fsid(name),
            identity.guid(name),
            0),
        written.pointer);
  }

  private void putOrigin() throws IOException {
    long directory = system.get(2).directory;
    long snapshots = set.allocate();
    set.putZap(snapshots, DmuType.DSL_SNAP_MAP, zap(snapshots).put(ORIGIN, originSnapshot).build());
    putDataset(
        originHead,
        new DslDataset(
            directory,
            originSnapshot,
            0,
            snapshots,
            0,
            time,
            putDeadlist(true),
            new Space(),
            identity.fsid(ORIGIN),
            identity.guid(ORIGIN),
            0),
        NONE);
    putDataset(
        originSnapshot,
        new DslDataset(
            directory,
            0,
            originHead,
            0,
            1 + plans.size(),
            time,
            putDeadlist(false),
            new Space(),
            identity.fsid(ORIGIN + "@"),
            identity.guid(ORIGIN + "@"),
            originNextClones),
        NONE);
    ZapBuilder clones = zap(originClones);
    ZapBuilder nextClones = zap(originNextClones);
    for (Numbers numbers : heads) {
      clones.put(Long.toHexString(numbers.dataset), numbers.dataset);
      nextClones.put(Long.toHexString(numbers.dataset), numbers.dataset);
    }
    set.putZap(originClones, DmuType.DSL_CLONES, clones.build());
    set.putZap(originNextClones, DmuType.NEXT_CLONES, nextClones.build());
  }

  private void putDataset(long number, DslDataset dataset, byte[] pointer) throws IOException {
    putBonus(number, DmuType.DSL_DATASET, dataset.encode(pointer));
  }

  /** A list of blocks that died since the last snapshot: none. */
  private long putDeadlist(boolean withFirstEntry) throws IOException {
    long number = set.allocate();
    ZapBuilder entries = zap(number);
    if (withFirstEntry) {
      entries.put("0", putBlockList(set, BPOBJ_BLOCK, 0));
    }
    var image = entries.build();
    set.putZap(
        number,
        DnodePhys.of(DmuType.DEADLIST, image.blockSize(), DmuType.DEADLIST_HEADER, DEADLIST_BONUS),
        new byte[DEADLIST_BONUS],
        image);
    return number;
  }

  /** Adds an empty list of blocks. */
  static long putBlockList(ObjectSet set, int blockSize, int compression) throws IOException {
    long number = set.allocate();
    set.put(
        number,
        DnodePhys.of(DmuType.BPOBJ, blockSize, DmuType.BPOBJ_HEADER, BPOBJ_BONUS)
            .withAlgorithms(0, compression),
        NONE,
        new byte[BPOBJ_BONUS]);
    return number;
  }

  private void putProperties(long number, SortedMap<String, PropertyValue> properties)
      throws IOException {
    ZapBuilder table = zap(number);
    for (Map.Entry<String, PropertyValue> property : properties.entrySet()) {
      // These two live in the directory.
      if (!property.getKey().equals("quota") && !property.getKey().equals("reservation")) {
        put(table, property.getKey(), property.getValue());
      }
    }
    set.putZap(number, DmuType.DSL_PROPS, table.build());
  }

  static void put(ZapBuilder table, String name, PropertyValue value) {
    if (value instanceof PropertyValue.Amount amount) {
      table.put(name, amount.value());
    } else if (value instanceof PropertyValue.Text text) {
      table.putString(name, text.value());
    }
  }

  /**
   * Adds the directories, now that all sizes are known.
   *
   * @param mos what the pool's metadata takes
   * @return what the root directory says is used
   */
  long putDirectories(List<Written> written, Space mos) throws IOException {
    DslDir.Usage[] usage = new DslDir.Usage[plans.size()];
    DslDir.Usage mosUsage =
        new DslDir.Usage(mos.used(), 0, 0, 0, mos.compressed(), mos.uncompressed());
    for (int i = plans.size() - 1; i >= 0; i--) {
      Space own = written.get(i).space;
      DslDir.Usage all =
          new DslDir.Usage(
              own.used(),
              0,
              0,
              Math.max(0, plans.get(i).number("refreservation") - own.used()),
              own.compressed(),
              own.uncompressed());
      if (i == 0) {
        all = all.plus(mosUsage, 0);
      }
      for (int child = i + 1; child < plans.size(); child++) {
        if (plans.get(child).parent() == i) {
          all = all.plus(usage[child], plans.get(child).number("reservation"));
        }
      }
      checkQuota(plans.get(i), "quota", all.used());
      checkQuota(plans.get(i), "refquota", own.used());
      usage[i] = all;
      putDirectory(i, all);
    }
    for (SystemNumbers numbers : system) {
      boolean origin = numbers.name.equals(ORIGIN);
      putBonus(
          numbers.directory,
          DmuType.DSL_DIR,
          new DslDir(
                  time,
                  origin ? originHead : 0,
                  rootDirectory(),
                  0,
                  numbers.children,
                  0,
                  0,
                  numbers.properties,
                  origin ? originClones : 0,
                  numbers.name.equals(MOS) ? mosUsage : DslDir.Usage.NONE)
              .encode());
    }
    return usage[0].used();
  }

  private void putDirectory(int index, DslDir.Usage usage) throws IOException {
    DatasetPlan plan = plans.get(index);
    Numbers numbers = heads.get(index);
    putBonus(
        numbers.directory,
        DmuType.DSL_DIR,
        new DslDir(
                time,
                numbers.dataset,
                plan.parent() < 0 ? 0 : heads.get(plan.parent()).directory,
                originSnapshot,
                numbers.children,
                plan.number("quota"),
                plan.number("reservation"),
                numbers.properties,
                0,
                usage)
            .encode());
  }

  private static void checkQuota(DatasetPlan plan, String property, long used)
      throws PoolException {
    long quota = plan.number(property);
    if (quota > 0 && used > quota) {
      throw new PoolException(
          plan.name() + " takes " + used + " bytes, more than its " + property + " of " + quota);
    }
  }

  private void putBonus(long number, int type, byte[] bonus) throws IOException {
    set.put(number, DnodePhys.of(type, 512, type, bonus.length), NONE, bonus);
  }

  private ZapBuilder zap(long object) {
    return new ZapBuilder(identity.salt(MetaSet.SALTS, object));
  }
}
