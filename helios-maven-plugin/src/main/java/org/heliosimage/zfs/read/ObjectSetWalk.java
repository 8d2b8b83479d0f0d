package org.heliosimage.zfs.read;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Visits every object of an object set with all its blocks, and adds up the space of the set. */
final class ObjectSetWalk {

  private static final int ACCOUNTING_KINDS = 3;

  private final Scan scan;
  private final BlockReaders readers;
  private final String name;
  private final Trouble trouble;
  private final Inspector inspector;
  private final LongAdder used = new LongAdder();
  private final LongAdder compressed = new LongAdder();
  private final LongAdder uncompressed = new LongAdder();
  private final LongAdder blocks = new LongAdder();

  /** Is shown every object; called by several threads. */
  interface Inspector {

    /** Called before the first object; false if it makes no sense to go on. */
    default boolean begin(ObjectSet set) {
      return true;
    }

    /** Called with an object before its blocks are read. */
    default void object(long object, Dnode dnode) {}

    /** Whether a block of level 0 may be there. */
    default void block(long object, Dnode dnode, long id) {}

    /** Takes the entries of an object that is a ZAP; accounting objects are -1 to -3. */
    default void entry(long object, Dnode dnode, ZapEntry entry) {}
  }

  ObjectSetWalk(Scan scan, String name, Trouble trouble, Inspector inspector) {
    this.scan = scan;
    this.readers = scan.readers();
    this.name = name;
    this.trouble = trouble;
    this.inspector = inspector;
  }

  /**
   * Visits everything.
   *
   * @param pointer the object set's block
   * @return the set and its space, or null if the set cannot be read
   */
  @Nullable Totals run(BlockPointer pointer) {
    if (pointer.type() != ObjectType.OBJECT_SET
        || pointer.level() != 0
        || Long.compareUnsigned(pointer.birth(), scan.txg()) > 0) {
      trouble.report(0, "object set", "has a pointer to something else");
      return null;
    }
    boolean[] done = new boolean[1];
    Totals totals =
        Walk.single(
            scan,
            trouble,
            0,
            "object set",
            pointer,
            (id, data) -> {
              try {
                ObjectSet set = new ObjectSet(name, readers, data);
                if (!inspector.begin(set)) {
                  return pointer.fill();
                }
                done[0] = true;
                return objects(set);
              } catch (PoolReadException e) {
                trouble.report(0, "object set", String.valueOf(e.getMessage()));
                return pointer.fill();
              }
            });
    if (!done[0]) {
      return null;
    }
    if (totals.fill != pointer.fill() && !totals.broken) {
      trouble.report(
          0, "object set", "has the fill count " + pointer.fill() + " instead of " + totals.fill);
    }
    totals.used += used.sum();
    totals.compressed += compressed.sum();
    totals.uncompressed += uncompressed.sum();
    totals.blocks += blocks.sum();
    return totals;
  }

  /** Visits all objects and returns their number. */
  private long objects(ObjectSet set) {
    Dnode meta = set.metaDnode();
    Totals dnodes =
        new Walk(scan, trouble, 0, meta, true, (id, data) -> dnodeBlock(id, data)).run();
    add(0, meta, dnodes);
    for (int kind = 0; kind < ACCOUNTING_KINDS; kind++) {
      Dnode accounting = set.accounting(kind);
      if (accounting.type() != 0) {
        object(-1 - kind, accounting);
      }
    }
    return dnodes.fill;
  }

  private long dnodeBlock(long id, byte[] data) {
    long count = 0;
    for (int slot = 0; slot < ObjectSet.DNODES_PER_BLOCK; slot++) {
      Dnode dnode = new Dnode(data, slot * Dnode.SLOT);
      if (dnode.type() != 0) {
        count++;
        object(id * ObjectSet.DNODES_PER_BLOCK + slot, dnode);
        slot += dnode.slots() - 1;
      }
    }
    return count;
  }

  private void object(long object, Dnode dnode) {
    String problem = dnode.problem();
    if (!problem.isEmpty()) {
      trouble.report(object, "", problem);
      return;
    }
    inspector.object(object, dnode);
    Totals totals;
    if (ObjectType.isZap(dnode.type())) {
      totals = zap(object, dnode);
    } else {
      totals =
          new Walk(
                  scan,
                  trouble,
                  object,
                  dnode,
                  true,
                  (id, data) -> {
                    inspector.block(object, dnode, id);
                    return 1;
                  })
              .run();
    }
    if (dnode.hasSpill()) {
      BlockPointer spill = dnode.spill();
      Totals more = Walk.single(scan, trouble, object, "spill block", spill, (id, data) -> 1);
      if (spill.fill() != 1 && !spill.isHole()) {
        trouble.report(object, "spill block", "has the fill count " + spill.fill());
      }
      totals.add(more);
    }
    add(object, dnode, totals);
  }

  private Totals zap(long object, Dnode dnode) {
    Consumer<String> problems = text -> trouble.report(object, "", text);
    ZapScan zap = new ZapScan(entry -> inspector.entry(object, dnode, entry), problems);
    boolean[] complete = {true};
    Trouble noting =
        (number, where, text) -> {
          complete[0] = false;
          trouble.report(number, where, text);
        };
    Totals totals =
        new Walk(
                scan,
                noting,
                object,
                dnode,
                false,
                (id, data) -> {
                  zap.block(id, data);
                  return 1;
                })
            .run();
    if (complete[0]) {
      if (totals.blocks == 0) {
        problems.accept("is a ZAP without any block");
      } else {
        zap.finish(dnode.lastBlock());
      }
    }
    return totals;
  }

  private void add(long object, Dnode dnode, Totals totals) {
    if (dnode.used() != totals.used && !totals.broken) {
      trouble.report(
          object, "", "says that it uses " + dnode.used() + " bytes but uses " + totals.used);
    }
    used.add(totals.used);
    compressed.add(totals.compressed);
    uncompressed.add(totals.uncompressed);
    blocks.add(totals.blocks);
  }
}
