package org.heliosimage.zfs.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;

/**
 * Visits every block of one object: all levels, all copies. Checks what each pointer says of its
 * block (level, type, size, birth, fill) and adds up the space. Runs inside a fork-join pool.
 */
final class Walk {

  private final Scan scan;
  private final Trouble trouble;
  private final long object;
  private final Dnode dnode;
  private final boolean parallel;
  private final Leaf leaf;

  /** Takes the data of level 0. */
  interface Leaf {
    /**
     * Takes one block that is not a hole.
     *
     * @return its fill count
     */
    long block(long id, byte[] data);
  }

  /**
   * Prepares a walk.
   *
   * @param parallel whether the leaf may be called by several threads in any order
   */
  Walk(Scan scan, Trouble trouble, long object, Dnode dnode, boolean parallel, Leaf leaf) {
    this.scan = scan;
    this.trouble = trouble;
    this.object = object;
    this.dnode = dnode;
    this.parallel = parallel;
    this.leaf = leaf;
  }

  /** Visits the blocks of the object, without the spill block. */
  Totals run() {
    Totals sum = new Totals();
    int level = dnode.levels() - 1;
    for (int i = 0; i < dnode.pointers(); i++) {
      sum.add(visit(dnode.pointer(i), level, i, scan.txg()));
    }
    return sum;
  }

  /** Visits a block that belongs to an object set but to no data of an object. */
  static Totals single(
      Scan scan, Trouble trouble, long object, String where, BlockPointer pointer, Leaf leaf) {
    Totals totals = new Totals();
    if (pointer.isHole()) {
      return totals;
    }
    account(scan, totals, pointer);
    Optional<byte[]> data =
        scan.readers().check(pointer, problem -> trouble.report(object, where, problem));
    if (data.isEmpty()) {
      return totals.brokenAt(pointer);
    }
    totals.fill = leaf.block(0, data.get());
    return totals;
  }

  private Totals visit(BlockPointer pointer, int level, long id, long newest) {
    Totals totals = new Totals();
    if (pointer.isHole()) {
      return totals;
    }
    String problem = problem(pointer, level, id, newest);
    if (!problem.isEmpty()) {
      trouble.report(object, where(level, id), problem);
      return totals.brokenAt(pointer);
    }
    account(scan, totals, pointer);
    Optional<byte[]> data =
        scan.readers().check(pointer, text -> trouble.report(object, where(level, id), text));
    if (data.isEmpty()) {
      return totals.brokenAt(pointer);
    }
    if (level == 0) {
      totals.fill = leaf.block(id, data.get());
      if (dnode.type() == ObjectType.PLAIN_FILE) {
        scan.fileBytes().logical().add(data.get().length);
        scan.fileBytes().stored().add(pointer.isEmbedded() ? 0 : pointer.allocated(0));
      }
    } else {
      children(data.get(), level, id, pointer.birth(), totals);
    }
    if (pointer.fill() != totals.fill && !totals.broken) {
      trouble.report(
          object,
          where(level, id),
          "has the fill count " + pointer.fill() + " instead of " + totals.fill);
    }
    totals.fill = pointer.fill();
    return totals;
  }

  private void children(byte[] block, int level, long id, long birth, Totals totals) {
    int count = block.length / BlockPointer.SIZE;
    boolean fork = parallel && (level > 1 || dnode.type() == ObjectType.DNODE);
    List<ForkJoinTask<Totals>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BlockPointer child = new BlockPointer(block, i * BlockPointer.SIZE);
      if (child.isHole()) {
        continue;
      }
      long childId = id * count + i;
      if (fork) {
        tasks.add(new Subtree(child, level - 1, childId, birth));
      } else {
        totals.add(visit(child, level - 1, childId, birth));
      }
    }
    for (ForkJoinTask<Totals> task : ForkJoinTask.invokeAll(tasks)) {
      totals.add(task.join());
    }
  }

  /** One branch of the tree of blocks, as a task. */
  private final class Subtree extends RecursiveTask<Totals> {
    private static final long serialVersionUID = 1L;

    private final transient BlockPointer pointer;
    private final int level;
    private final long id;
    private final long newest;

    Subtree(BlockPointer pointer, int level, long id, long newest) {
      this.pointer = pointer;
      this.level = level;
      this.id = id;
      this.newest = newest;
    }

    @Override
    protected Totals compute() {
      return visit(pointer, level, id, newest);
    }
  }

  private String problem(BlockPointer pointer, int level, long id, long newest) {
    if (pointer.level() != level) {
      return "has a pointer for level " + pointer.level();
    }
    if (pointer.type() != dnode.type()) {
      return "has a pointer to type " + pointer.type() + " in an object of type " + dnode.type();
    }
    int size = level == 0 ? dnode.blockSize() : 1 << dnode.indirectShift();
    if (pointer.logicalSize() != size) {
      return "has a size of " + pointer.logicalSize() + " instead of " + size;
    }
    if (id > dnode.lastBlock() >>> (level * dnode.fanoutShift())) {
      return "lies behind the last block";
    }
    if (pointer.birth() <= 0 || Long.compareUnsigned(pointer.birth(), newest) > 0) {
      return "is born in transaction group " + pointer.birth() + ", after what points to it";
    }
    if (pointer.isEncryptedOrDedup()) {
      return "is encrypted or deduplicated, which is not supported";
    }
    return "";
  }

  private static void account(Scan scan, Totals totals, BlockPointer pointer) {
    totals.blocks++;
    boolean metadata = pointer.level() > 0 || ObjectType.isMetadata(pointer.type());
    if (pointer.isEmbedded()) {
      totals.uncompressed += metadata ? 0 : pointer.logicalSize();
      scan.embedded().increment();
      return;
    }
    totals.used += pointer.allAllocated();
    totals.compressed += pointer.physicalSize();
    totals.uncompressed += metadata ? pointer.physicalSize() : pointer.logicalSize();
    for (int copy = 0; copy < pointer.copies(); copy++) {
      if (!pointer.isOffsetAbsurd(copy)) {
        scan.segments().add(pointer.offset(copy), pointer.allocated(copy));
      }
    }
    scan.progress().accept(pointer.allAllocated());
  }

  static String where(int level, long id) {
    return level == 0 ? "block " + id : "indirect block " + id + " of level " + level;
  }
}
