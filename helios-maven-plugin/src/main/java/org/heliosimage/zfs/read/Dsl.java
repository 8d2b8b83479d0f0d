package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heliosimage.codec.Bytes;

/**
 * The datasets of a pool, as its own metadata (MOS) lists them: a tree of directories, each of
 * which has a head dataset, which has snapshots behind it.
 *
 * <p>Source: OpenZFS include/sys/dsl_dir.h, include/sys/dsl_dataset.h.
 */
final class Dsl {

  static final long OBJECT_DIRECTORY = 1;

  private static final int MAX_DATASETS = 100_000;

  /** Beyond what ZFS allows for a full name; bounds the depth too. */
  private static final int MAX_NAME = 1024;

  private static final int DIRECTORY_BONUS = 256;
  private static final int DATASET_BONUS = 320;

  private final ObjectSet mos;
  private final Map<String, Long> directory = new HashMap<>();
  private final Map<String, Directory> directories = new LinkedHashMap<>();
  private final Map<String, Dataset> datasets = new LinkedHashMap<>();

  /**
   * A directory of datasets.
   *
   * @param head object of its dataset, 0 if it has none
   * @param breakdown used by head, snapshots, children, children's reservations, own reservation
   */
  record Directory(
      String name,
      long object,
      long head,
      long parent,
      long children,
      long used,
      long compressed,
      long uncompressed,
      long properties,
      List<Long> breakdown) {}

  /**
   * A file system or snapshot.
   *
   * @param previous object of the snapshot before, 0 if there is none
   * @param pointer to its object set; a hole if it has no contents
   */
  record Dataset(
      String name,
      long object,
      long directory,
      long previous,
      long snapshotNames,
      long deadlist,
      long referenced,
      long compressed,
      long uncompressed,
      long unique,
      long nextClones,
      BlockPointer pointer) {}

  private Dsl(ObjectSet mos) {
    this.mos = mos;
  }

  /** Reads all directories and datasets. */
  static Dsl load(ObjectSet mos, String pool) throws IOException {
    Dsl dsl = new Dsl(mos);
    for (ZapEntry entry : ZapScan.read(mos.open(OBJECT_DIRECTORY))) {
      if (entry.isNumber()) {
        dsl.directory.put(entry.text(), entry.number());
      }
    }
    dsl.directory(pool, dsl.object("root_dataset"), new HashSet<>());
    return dsl;
  }

  ObjectSet mos() {
    return mos;
  }

  /** The entries of the object directory that are numbers. */
  Map<String, Long> objectDirectory() {
    return directory;
  }

  /** The object that the object directory names, which must be there. */
  long object(String name) throws PoolReadException {
    Long object = directory.get(name);
    if (object == null) {
      throw new PoolReadException("the pool's object directory lacks " + name);
    }
    return object;
  }

  /** All directories by name, parents first; those of the pool itself start with a dollar sign. */
  Map<String, Directory> directories() {
    return directories;
  }

  /** All datasets by name, snapshots as {@code name@snapshot}. */
  Map<String, Dataset> datasets() {
    return datasets;
  }

  private void directory(String name, long object, Set<Long> above) throws IOException {
    if (!above.add(object) || directories.size() > MAX_DATASETS || name.length() > MAX_NAME) {
      throw new PoolReadException("the tree of datasets has a loop or is too deep at " + name);
    }
    ObjectReader reader = mos.open(object);
    byte[] bonus = reader.dnode().bonus();
    if (bonus.length < DIRECTORY_BONUS || reader.dnode().bonusType() != ObjectType.DSL_DIRECTORY) {
      throw new PoolReadException(reader.place() + ": is not the directory of " + name);
    }
    List<Long> breakdown = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      breakdown.add(Bytes.u64(bonus, 104 + 8 * i));
    }
    Directory found =
        new Directory(
            name,
            object,
            Bytes.u64(bonus, 8),
            Bytes.u64(bonus, 16),
            Bytes.u64(bonus, 32),
            Bytes.u64(bonus, 40),
            Bytes.u64(bonus, 48),
            Bytes.u64(bonus, 56),
            Bytes.u64(bonus, 80),
            breakdown);
    directories.put(name, found);
    if (found.head != 0) {
      Dataset head = dataset(name, found.head);
      datasets.put(name, head);
      snapshots(head);
    }
    Map<String, Long> children = new TreeMap<>();
    for (ZapEntry entry : ZapScan.read(mos.open(found.children))) {
      children.put(entry.text(), entry.number());
    }
    for (Map.Entry<String, Long> child : children.entrySet()) {
      directory(name + "/" + child.getKey(), child.getValue(), above);
    }
  }

  private void snapshots(Dataset head) throws IOException {
    for (ZapEntry entry : ZapScan.read(mos.open(head.snapshotNames))) {
      String name = head.name + "@" + entry.text();
      datasets.put(name, dataset(name, entry.number()));
    }
  }

  private Dataset dataset(String name, long object) throws IOException {
    ObjectReader reader = mos.open(object);
    byte[] bonus = reader.dnode().bonus();
    if (bonus.length < DATASET_BONUS || reader.dnode().bonusType() != ObjectType.DSL_DATASET) {
      throw new PoolReadException(reader.place() + ": is not the dataset " + name);
    }
    return new Dataset(
        name,
        object,
        Bytes.u64(bonus, 0),
        Bytes.u64(bonus, 8),
        Bytes.u64(bonus, 32),
        Bytes.u64(bonus, 64),
        Bytes.u64(bonus, 72),
        Bytes.u64(bonus, 80),
        Bytes.u64(bonus, 88),
        Bytes.u64(bonus, 96),
        Bytes.u64(bonus, 256),
        new BlockPointer(bonus, 128));
  }
}
