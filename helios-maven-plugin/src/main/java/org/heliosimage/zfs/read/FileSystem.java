package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every file system dataset starts with: the master node (object 1) names the root directory,
 * the unlinked set and the tables of attributes.
 */
final class FileSystem {

  static final long MASTER = 1;

  /** Directory entries hold the kind of the target in the highest bits. */
  private static final int ENTRY_KIND_SHIFT = 60;

  private static final long ENTRY_OBJECT = (1L << 48) - 1;
  private static final int VERSION = 5;

  private final ObjectSet set;
  private final Map<String, Long> master = new HashMap<>();
  private final Map<String, Long> tables = new HashMap<>();
  private final AttributeTable attributes;

  FileSystem(ObjectSet set) throws IOException {
    this.set = set;
    for (ZapEntry entry : ZapScan.read(set.open(MASTER))) {
      master.put(entry.text(), entry.number());
    }
    if (master.getOrDefault("VERSION", 0L) != VERSION) {
      throw new PoolReadException(
          set.name() + ": has file system version " + master.get("VERSION") + ", only 5 is known");
    }
    for (ZapEntry entry : ZapScan.read(set.open(needed(master, "SA_ATTRS")))) {
      tables.put(entry.text(), entry.number());
    }
    attributes =
        AttributeTable.read(
            set.open(needed(tables, "REGISTRY")), set.open(needed(tables, "LAYOUTS")));
  }

  private long needed(Map<String, Long> zap, String name) throws PoolReadException {
    Long object = zap.get(name);
    if (object == null) {
      throw new PoolReadException(set.name() + ": its master node lacks " + name);
    }
    return object;
  }

  ObjectSet set() {
    return set;
  }

  AttributeTable attributes() {
    return attributes;
  }

  long root() throws PoolReadException {
    return needed(master, "ROOT");
  }

  /** Directory that stands beside the root for shares, 0 if there is none. */
  long shares() {
    return master.getOrDefault("SHARES", 0L);
  }

  long unlinked() throws PoolReadException {
    return needed(master, "DELETE_QUEUE");
  }

  /** Objects that are no files and have no name. */
  Set<Long> skeleton() throws PoolReadException {
    Set<Long> objects = new HashSet<>();
    objects.add(MASTER);
    objects.addAll(tables.values());
    for (String name : List.of("SA_ATTRS", "DELETE_QUEUE", "FUID", "userquota@", "groupquota@")) {
      objects.add(master.getOrDefault(name, 0L));
    }
    return objects;
  }

  Znode node(ObjectReader object) throws IOException {
    return attributes.read(object);
  }

  static long entryObject(ZapEntry entry) {
    return entry.number() & ENTRY_OBJECT;
  }

  /** Kind of an entry's target, as the type bits of a mode. */
  static int entryKind(ZapEntry entry) {
    return (int) (entry.number() >>> ENTRY_KIND_SHIFT) << 12;
  }
}
