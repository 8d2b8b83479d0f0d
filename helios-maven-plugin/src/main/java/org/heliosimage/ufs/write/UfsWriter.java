package org.heliosimage.ufs.write;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.LongConsumer;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.ufs.UfsException;
import org.heliosimage.ufs.UfsSpec;
import org.heliosimage.ufs.UfsSummary;

/**
 * Writes a tree as a UFS. Inodes, and blocks of data, follow each other in the order of a walk;
 * what is free stays untouched, so a sparse image stays sparse. Every file has all of its blocks,
 * as if it had been copied.
 */
public final class UfsWriter {

  private static final long MEBIBYTE = 1 << 20;
  private static final long LARGEST = 1L << 40;

  private final UfsSpec spec;
  private final Plan plan;
  private final Layout layout;

  private UfsWriter(UfsSpec spec, Plan plan, Layout layout) {
    this.spec = spec;
    this.plan = plan;
    this.layout = layout;
  }

  /**
   * Prepares a file system; nothing is written if that fails.
   *
   * @throws UfsException if the tree does not fit or holds what a UFS cannot
   */
  public static UfsWriter prepare(FileTree tree, UfsSpec spec) throws IOException {
    Plan plan = Plan.of(StoredTree.of(tree));
    Layout layout = Layout.of(spec);
    if (!plan.fits(layout)) {
      long needed = neededBytes(plan, spec);
      throw new UfsException(
          "a UFS of "
              + spec.size()
              + " bytes is too small for what it shall hold, which needs "
              + needed
              + " bytes",
          needed);
    }
    return new UfsWriter(spec, plan, layout);
  }

  /** The least size in whole MiB with which a plan works out. */
  private static long neededBytes(Plan plan, UfsSpec spec) throws UfsException {
    long low = spec.size() / MEBIBYTE;
    long high = Math.max(1, low);
    while (!fits(plan, spec, high)) {
      low = high;
      high *= 2;
      if (high * MEBIBYTE > LARGEST) {
        throw new UfsException("no UFS is large enough for what it shall hold");
      }
    }
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (fits(plan, spec, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high * MEBIBYTE;
  }

  private static boolean fits(Plan plan, UfsSpec spec, long mebibytes) throws UfsException {
    return plan.fits(Layout.of(new UfsSpec(mebibytes * MEBIBYTE, spec.density(), spec.time())));
  }

  /**
   * A tree as it will be found in the image: with {@code lost+found}, times of 32 bits and
   * microseconds, and no extended attributes.
   */
  public static FileTree stored(FileTree tree) throws IOException {
    return StoredTree.of(tree);
  }

  /** Bytes of data that there are to write, directories included. */
  public long bytes() {
    return plan.items().stream().mapToLong(Plan.Item::size).sum();
  }

  /**
   * Writes the file system to the beginning of an image of zeros that has its size.
   *
   * @param progress is told how many bytes of files have been written
   */
  public UfsSummary write(FileChannel image, LongConsumer progress) throws IOException {
    Allocator allocator = new Allocator(layout);
    DataOutput output = new DataOutput(image);
    int time = (int) Math.max(0, Math.min(Integer.MAX_VALUE, spec.time()));
    InodeTable inodes = new InodeTable(layout, output);
    BitSet directories = new BitSet();
    long bytes = 0;
    for (Plan.Item item : plan.items()) {
      BlockPointers pointers = new BlockPointers(allocator, output::write);
      long sectors = writeData(item, allocator, pointers, output);
      inodes.put(item, pointers.inInode(), sectors);
      if (item.node() instanceof Directory) {
        directories.set(item.inode());
      }
      bytes += item.size();
      progress.accept(bytes);
    }
    output.flush();
    inodes.finish();
    int used = plan.items().size() + Plan.ROOT;
    Groups groups = new Groups(layout, allocator.free(), directories, used);
    Groups.Counts total = writeGroups(groups, output, time);
    byte[] superblock =
        SuperblockImage.encode(layout, total, time, used * 31 + (int) (bytes ^ bytes >>> 32));
    output.write(Layout.SUPERBLOCK_AT / 2, superblock);
    for (int group = 0; group < layout.groups(); group++) {
      output.write(layout.groupStart(group) + Layout.SUPERBLOCK_AT, superblock);
    }
    return summary(allocator, bytes);
  }

  private UfsSummary summary(Allocator allocator, long bytes) {
    return new UfsSummary(
        plan.items().size(),
        bytes,
        (long) allocator.free().cardinality() * Layout.FRAGMENT,
        layout.inodes() - plan.items().size() - Plan.ROOT);
  }

  /** Writes the data of a file and says how many sectors it takes. */
  private static long writeData(
      Plan.Item item, Allocator allocator, BlockPointers pointers, DataOutput output)
      throws IOException {
    long size = item.size();
    int tail = Plan.tail(size);
    long fragments = 0;
    try (InputStream in = open(item)) {
      for (long done = 0; done < size; done += Layout.BLOCK) {
        int length = (int) Math.min(Layout.BLOCK, size - done);
        boolean last = length == size - done && tail > 0;
        int address = last ? allocator.run(tail) : allocator.block();
        int count = last ? tail : Layout.BLOCK_FRAGMENTS;
        output.copy(in, length, address, count);
        pointers.add(address);
        fragments += count;
      }
      if (in.read() >= 0) {
        throw new EOFException("a file is longer than its size says");
      }
    }
    pointers.finish();
    fragments += pointers.tables() * Layout.BLOCK_FRAGMENTS;
    return fragments * (Layout.FRAGMENT / Layout.SECTOR);
  }

  private static InputStream open(Plan.Item item) throws IOException {
    Node node = item.node();
    if (node instanceof RegularFile file) {
      return file.content().open();
    }
    if (node instanceof Symlink link) {
      return new ByteArrayInputStream(link.target().getBytes(StandardCharsets.UTF_8));
    }
    return node instanceof Directory
        ? new ByteArrayInputStream(item.entries().bytes())
        : InputStream.nullInputStream();
  }

  /** Writes group blocks and summary. */
  private Groups.Counts writeGroups(Groups groups, DataOutput output, int time) throws IOException {
    byte[] summary = new byte[layout.summaryFragments() * Layout.FRAGMENT];
    Groups.Counts total = Groups.Counts.NONE;
    for (int number = 0; number < layout.groups(); number++) {
      Groups.Group group = groups.encode(number, time);
      output.write(layout.groupStart(number) + Layout.GROUP_AT, group.block());
      group.counts().encode(summary, number * Layout.SUMMARY);
      total = total.plus(group.counts());
    }
    output.write(layout.summaryAt(), summary);
    return total;
  }
}
