package org.heliosimage.zfs.write;

import java.io.IOException;

/**
 * The blocks of one object and the indirect blocks above them. Blocks of the lowest level come in
 * order; an indirect block is given to the pipeline as soon as its last pointer is there.
 */
final class ObjectTree implements Block.Sink {

  static final int INDIRECT_SHIFT = 17;
  private static final int FANOUT_SHIFT = INDIRECT_SHIFT - 7;
  private static final int FANOUT = 1 << FANOUT_SHIFT;

  /** Told when all blocks of an object are stored. */
  interface Listener {
    void complete(ObjectTree tree) throws IOException;
  }

  private final Pipeline pipeline;
  private final Space space;
  private final int type;
  private final long blocks;
  private final BlockPolicy indirectPolicy;
  private final Listener listener;
  private final int levels;
  private final byte[][] partial;
  private final long[] fills;
  private final byte[] top;
  private long used;
  private long fill;

  /**
   * A tree.
   *
   * @param space what the blocks are added to
   * @param type of the object, and so of all its blocks
   * @param blocks number of blocks of the lowest level
   * @param roots number of pointers in the dnode
   * @param minLevels levels to have at least
   */
  ObjectTree(
      Pipeline pipeline,
      Space space,
      int type,
      long blocks,
      int roots,
      int minLevels,
      BlockPolicy indirectPolicy,
      Listener listener) {
    this.pipeline = pipeline;
    this.space = space;
    this.type = type;
    this.blocks = blocks;
    this.indirectPolicy = indirectPolicy;
    this.listener = listener;
    int needed = 1;
    while (blocks > (long) roots << (FANOUT_SHIFT * (needed - 1))) {
      needed++;
    }
    this.levels = Math.max(needed, minLevels);
    this.partial = new byte[levels][];
    this.fills = new long[levels];
    this.top = new byte[Pointers.SIZE * roots];
  }

  int levels() {
    return levels;
  }

  long blocks() {
    return blocks;
  }

  /** Bytes on the device of all levels. */
  long used() {
    return used;
  }

  /** Sum of what the pointers in the dnode count. */
  long fill() {
    return fill;
  }

  /** The pointers in the dnode. */
  byte[] roots() {
    return top;
  }

  /** Counts a block that belongs to the object without being below its pointers. */
  void addUsed(long bytes) {
    used += bytes;
  }

  @Override
  public void placed(Block block, byte[] pointers, int at) throws IOException {
    used += block.used;
    space.add(block);
    put(block.level, block.index, pointers, at, block.fill);
  }

  /** Tells the listener that all blocks are stored. */
  void finish() throws IOException {
    listener.complete(this);
  }

  /** Puts the pointer of a block that is accounted for already. */
  void put(int level, long index, byte[] pointer, int at, long count) throws IOException {
    boolean last = index == (blocks - 1) >> (FANOUT_SHIFT * level);
    int above = level + 1;
    if (above == levels) {
      System.arraycopy(pointer, at, top, Pointers.SIZE * (int) index, Pointers.SIZE);
      fill += count;
      if (last) {
        pipeline.complete(this);
      }
      return;
    }
    int slot = (int) index & (FANOUT - 1);
    if (slot == 0) {
      partial[above] = new byte[1 << INDIRECT_SHIFT];
      fills[above] = 0;
    }
    System.arraycopy(pointer, at, partial[above], Pointers.SIZE * slot, Pointers.SIZE);
    fills[above] += count;
    if (last || slot == FANOUT - 1) {
      Block indirect =
          new Block(this, type, above, index >> FANOUT_SHIFT, 1 << INDIRECT_SHIFT, indirectPolicy);
      indirect.bytes = partial[above];
      indirect.fill = fills[above];
      pipeline.add(indirect);
    }
  }
}
