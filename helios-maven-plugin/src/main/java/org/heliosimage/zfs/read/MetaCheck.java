package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.heliosimage.codec.Bytes;
import org.heliosimage.zfs.read.Dsl.Dataset;
import org.heliosimage.zfs.read.Dsl.Directory;
import org.jspecify.annotations.Nullable;

/** Visits the pool's own metadata (MOS) and judges what its objects say of each other. */
final class MetaCheck implements ObjectSetWalk.Inspector {

  static final String PLACE = "pool metadata";

  private static final List<String> NO_OBJECTS = List.of("deflate", "creation_version");
  private static final int BPOBJ_SUBOBJECTS = 32;
  private static final int BPOBJ_BONUS = 48;

  private final Scan scan;
  private final Findings findings;
  private final Map<Long, Dnode> objects = new ConcurrentHashMap<>();

  MetaCheck(Scan scan, Findings findings) {
    this.scan = scan;
    this.findings = findings;
  }

  /** Visits all blocks and returns the space in use, null if the set cannot be read. */
  @Nullable Totals walk(BlockPointer root) {
    return new ObjectSetWalk(scan, PLACE, this::report, this).run(root);
  }

  @Override
  public void object(long object, Dnode dnode) {
    objects.put(object, dnode);
  }

  private void report(long object, String where, String text) {
    Dnode dnode = objects.get(object);
    String name = dnode == null ? "" : " (" + ObjectType.name(dnode.type()) + ")";
    String place =
        object == 0 ? PLACE + ", dnodes and object set" : PLACE + ", object " + object + name;
    findings.add(where.isEmpty() ? place : place + ", " + where, text);
  }

  /** Space maps whose bonus holds a histogram; a feature counts them. */
  long histograms() {
    return objects.values().stream()
        .filter(
            dnode ->
                dnode.type() == ObjectType.SPACE_MAP
                    && dnode.bonusLength() == SpaceMap.HISTOGRAM_BONUS)
        .count();
  }

  /** Compares what datasets and directories say that they use with what was found. */
  void accounting(Dsl dsl, Map<String, Totals> found, Totals own, long allocated)
      throws IOException {
    for (Dataset dataset : dsl.datasets().values()) {
      Totals totals = found.get(dataset.name());
      if (totals == null) {
        continue;
      }
      same(dataset.name(), "referenced bytes", dataset.referenced(), totals.used);
      same(dataset.name(), "compressed bytes", dataset.compressed(), totals.compressed);
      same(dataset.name(), "uncompressed bytes", dataset.uncompressed(), totals.uncompressed);
      Dataset previous = byObject(dsl, dataset.previous());
      if (previous == null || previous.pointer().isHole()) {
        same(dataset.name(), "unique bytes", dataset.unique(), totals.used);
      }
    }
    Directory root = null;
    for (Directory directory : dsl.directories().values()) {
      root = root == null ? directory : root;
      directory(dsl, directory, own);
    }
    if (root != null) {
      same(root.name(), "bytes used by the whole pool", root.used(), allocated);
    }
  }

  private void directory(Dsl dsl, Directory directory, Totals own) {
    Dataset head = dsl.datasets().get(directory.name());
    long headBytes = head == null ? 0 : head.unique();
    if (directory.name().endsWith("/$MOS")) {
      headBytes = own.used;
      same(directory.name(), "compressed bytes", directory.compressed(), own.compressed);
    }
    long children = 0;
    String prefix = directory.name() + "/";
    for (Directory child : dsl.directories().values()) {
      if (child.name().startsWith(prefix) && child.name().indexOf('/', prefix.length()) < 0) {
        children += child.used();
        if (child.parent() != directory.object()) {
          findings.add(child.name(), "has a wrong parent directory " + child.parent());
        }
      }
    }
    same(directory.name(), "bytes used by itself", directory.breakdown().get(0), headBytes);
    same(directory.name(), "bytes used by children", directory.breakdown().get(2), children);
    long sum = directory.breakdown().stream().mapToLong(Long::longValue).sum();
    same(directory.name(), "bytes used", directory.used(), sum);
  }

  private static @Nullable Dataset byObject(Dsl dsl, long object) {
    return dsl.datasets().values().stream()
        .filter(dataset -> dataset.object() == object)
        .findFirst()
        .orElse(null);
  }

  private void same(String place, String what, long says, long is) {
    if (says != is) {
      findings.add(place, "says " + what + ": " + says + ", but it is " + is);
    }
  }

  /** Every object must be referred to, and everything referred to must be there. */
  void references(Dsl dsl, SpaceCheck space, List<Long> vdevObjects) throws IOException {
    Set<Long> referred = new HashSet<>(Set.of(Dsl.OBJECT_DIRECTORY));
    dsl.objectDirectory()
        .forEach(
            (name, object) -> {
              if (!NO_OBJECTS.contains(name)) {
                referred.add(object);
              }
            });
    referred.addAll(vdevObjects);
    referred.add(space.metaslabArray());
    for (long map : space.spaceMaps()) {
      referred.add(map);
    }
    for (Directory directory : dsl.directories().values()) {
      referred.addAll(
          List.of(
              directory.object(),
              directory.children(),
              directory.properties(),
              bonus(directory.object(), 88),
              bonus(directory.object(), 144)));
    }
    for (Dataset dataset : dsl.datasets().values()) {
      referred.addAll(
          List.of(
              dataset.object(),
              dataset.snapshotNames(),
              dataset.deadlist(),
              dataset.nextClones(),
              bonus(dataset.object(), 264),
              bonus(dataset.object(), 272)));
      if (dataset.deadlist() != 0) {
        for (ZapEntry entry : ZapScan.read(dsl.mos().open(dataset.deadlist()))) {
          referred.add(entry.number());
        }
      }
    }
    for (long list : new ArrayList<>(referred)) {
      Dnode dnode = objects.get(list);
      if (dnode != null && dnode.type() == ObjectType.BPOBJ && dnode.bonusLength() >= BPOBJ_BONUS) {
        subobjects(dsl.mos(), bonus(list, BPOBJ_SUBOBJECTS), bonus(list, 40), referred);
      }
    }
    for (long object : referred) {
      if (object != 0 && !objects.containsKey(object)) {
        report(object, "", "is referred to but does not exist");
      }
    }
    objects.forEach(
        (object, dnode) -> {
          if (object > 0 && !referred.contains(object)) {
            report(object, "", "is not referred to by anything");
          }
        });
  }

  private void subobjects(ObjectSet mos, long object, long count, Set<Long> referred)
      throws IOException {
    if (object == 0) {
      return;
    }
    referred.add(object);
    byte[] list = mos.open(object).bytes(count * 8);
    for (int i = 0; i < count; i++) {
      referred.add(Bytes.u64(list, 8 * i));
    }
  }

  private long bonus(long object, int offset) {
    Dnode dnode = objects.get(object);
    return dnode == null || dnode.bonusLength() < offset + 8 ? 0 : Bytes.u64(dnode.bonus(), offset);
  }
}
