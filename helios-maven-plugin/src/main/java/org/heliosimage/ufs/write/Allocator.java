package org.heliosimage.ufs.write;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Hands out blocks from the first to the last, and for the end of a file the smallest run of
 * fragments that does in a block that others have begun.
 */
final class Allocator {

  /** What {@link #block} and {@link #run} say if there is nothing left. */
  static final int FULL = -1;

  private static final int BLOCK = Layout.BLOCK_FRAGMENTS;

  private final BitSet free;

  /** Runs of one, two and three fragments in blocks that are not wholly free. */
  private final List<Deque<Integer>> runs =
      List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());

  private int next;
  private int blocks;

  Allocator(Layout layout) {
    this.free = new BitSet(layout.size());
    for (int group = 0; group < layout.groups(); group++) {
      int start = layout.groupStart(group);
      if (group > 0) {
        add(start, start + Layout.SUPERBLOCK_AT);
      }
      add(start + layout.firstData(group), layout.groupEnd(group));
    }
  }

  private void add(int from, int to) {
    if (from >= to) {
      return;
    }
    free.set(from, to);
    int firstBlock = Math.min(to, (from + BLOCK - 1) / BLOCK * BLOCK);
    int lastBlock = Math.max(firstBlock, to / BLOCK * BLOCK);
    keep(from, firstBlock - from);
    // Fragments behind the last whole block stay free: no reader meets a block cut short.
    blocks += (lastBlock - firstBlock) / BLOCK;
  }

  private void keep(int run, int length) {
    if (length > 0) {
      runs.get(length - 1).addLast(run);
    }
  }

  /** Whole blocks that are free. */
  int blocks() {
    return blocks;
  }

  /** Fragments that are free. */
  BitSet free() {
    return free;
  }

  /** A block, or {@link #FULL}. */
  int block() {
    if (blocks == 0) {
      return FULL;
    }
    int at = next;
    while (free.nextClearBit(at) < at + BLOCK) {
      at = (free.nextSetBit(at + 1) + BLOCK - 1) / BLOCK * BLOCK;
    }
    free.clear(at, at + BLOCK);
    next = at + BLOCK;
    blocks--;
    return at;
  }

  /** A run of one to four fragments, or {@link #FULL}. */
  int run(int length) {
    for (int has = length; has < BLOCK; has++) {
      Deque<Integer> candidates = runs.get(has - 1);
      if (!candidates.isEmpty()) {
        return take(candidates.removeFirst(), has, length);
      }
    }
    int block = block();
    return block == FULL ? FULL : take(block, BLOCK, length);
  }

  private int take(int run, int has, int length) {
    free.clear(run, run + length);
    if (has > length) {
      free.set(run + length, run + has);
      keep(run + length, has - length);
    }
    return run;
  }
}
