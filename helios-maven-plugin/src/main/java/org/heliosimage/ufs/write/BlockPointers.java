package org.heliosimage.ufs.write;

import java.io.IOException;
import org.heliosimage.codec.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one file's blocks as they are added: those in the inode, and in blocks of
 * addresses as many levels deep as it takes. Keeps one block for each level.
 */
final class BlockPointers {

  private static final int SLOTS = Layout.BLOCK / 4;
  private static final int LEVELS = 3;

  private final Allocator allocator;
  private final Output output;
  private final int[] inInode = new int[Plan.DIRECT + LEVELS];
  private final @Nullable Table[] tables = new Table[LEVELS];
  private long count;
  private long tableCount;

  /** Takes whole blocks. */
  interface Output {
    void write(int address, byte[] block) throws IOException;
  }

  private static final class Table {
    private final int address;
    private final byte[] bytes = new byte[Layout.BLOCK];

    private Table(int address) {
      this.address = address;
    }
  }

  BlockPointers(Allocator allocator, Output output) {
    this.allocator = allocator;
    this.output = output;
  }

  /** Adds the next block of the file. */
  void add(int address) throws IOException {
    long index = count++ - Plan.DIRECT;
    if (index < 0) {
      inInode[(int) (index + Plan.DIRECT)] = address;
      return;
    }
    int level = 1;
    for (long span = SLOTS; index >= span; span *= SLOTS) {
      index -= span;
      level++;
    }
    place(level, index, address);
  }

  /** A block that begins a table needs a place for the table in the one above. */
  private void place(int levels, long index, int address) throws IOException {
    int value = address;
    long rest = index;
    for (int level = 0; level < levels; level++) {
      int slot = (int) (rest % SLOTS);
      Table table = tables[level];
      if (slot == 0 || table == null) {
        flush(level);
        table = new Table(allocator.block());
        tables[level] = table;
        tableCount++;
      }
      Bytes.put32(table.bytes, 4 * slot, value);
      if (slot != 0) {
        return;
      }
      value = table.address;
      rest /= SLOTS;
    }
    inInode[Plan.DIRECT + levels - 1] = value;
  }

  private void flush(int level) throws IOException {
    Table table = tables[level];
    if (table != null) {
      output.write(table.address, table.bytes);
    }
  }

  /** Writes the tables that are not full. */
  void finish() throws IOException {
    for (int level = 0; level < LEVELS; level++) {
      flush(level);
    }
  }

  /** The fifteen addresses for the inode. */
  int[] inInode() {
    return inInode;
  }

  /** Blocks of addresses. */
  long tables() {
    return tableCount;
  }
}
