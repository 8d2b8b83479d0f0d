package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.heliosimage.codec.Bytes;
import org.heliosimage.codec.Crc64;

/**
 * Reads and judges a ZAP block by block, the first block first.
 *
 * <p>Micro ZAP, one block: u64 type, u64 salt, u64 normalization, then from byte 64 entries of 64
 * bytes: u64 value, u32 differentiator, u16, name of up to 49 bytes.
 *
 * <p>Fat ZAP: the first block is a header (u64 type, u64 magic; pointer table: first block, blocks,
 * shift, next copy, blocks copied; then free block, leaves, entries, salt, normalization, flags)
 * whose second half is the pointer table unless that lies in blocks of its own. The table's index
 * is the top bits of the name's hash, its entry the block id of a leaf ({@link ZapLeaf}).
 *
 * <p>Source: OpenZFS include/sys/zap_impl.h.
 */
final class ZapScan {

  private static final long MICRO = 0x8000000000000003L;
  private static final long FAT = 0x8000000000000001L;
  private static final long FAT_MAGIC = 0x2F52AB2ABL;
  private static final int MICRO_ENTRY = 64;
  private static final int MICRO_NAME = 14;

  /** A pointer table of 2^24 leaves is far beyond any directory. */
  private static final int MAX_TABLE_SHIFT = 24;

  private final Consumer<ZapEntry> entries;
  private final Consumer<String> problems;
  private final List<ZapLeaf.Summary> leaves = new ArrayList<>();
  private boolean fat;
  private boolean broken;

  /** Whether names are hashed in another form, such as upper case; their hashes go unchecked. */
  private boolean normalized;

  private long salt;
  private int tableShift;
  private long tableBlock;
  private long tableBlocks;
  private boolean tableIsCopied;
  private long expectedLeaves;
  private long expectedEntries;
  private long foundEntries;
  private long[] table = new long[0];

  ZapScan(Consumer<ZapEntry> entries, Consumer<String> problems) {
    this.entries = entries;
    this.problems = problems;
  }

  /** Reads all entries of a ZAP that should be sound; a problem is an exception. */
  static List<ZapEntry> read(ObjectReader object) throws IOException {
    List<ZapEntry> entries = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    ZapScan scan = new ZapScan(entries::add, problems::add);
    for (long id = 0; id <= object.dnode().lastBlock() && problems.isEmpty(); id++) {
      byte[] block = object.block(id);
      if (id == 0 || !Bytes.isZero(block, 0, block.length)) {
        scan.block(id, block);
      }
    }
    if (problems.isEmpty()) {
      scan.finish(object.dnode().lastBlock());
    }
    if (!problems.isEmpty()) {
      throw new PoolReadException(object.place() + ": " + problems.get(0));
    }
    return entries;
  }

  /** Takes the next block that is not a hole. */
  void block(long id, byte[] block) {
    if (broken) {
      return;
    }
    if (id == 0) {
      long type = Bytes.u64(block, 0);
      if (type == MICRO) {
        micro(block);
      } else if (type == FAT && Bytes.u64(block, 8) == FAT_MAGIC) {
        header(block);
      } else {
        fail("is not a ZAP");
      }
    } else if (!fat) {
      fail("is a micro ZAP of more than one block");
    } else if (id >= tableBlock && id < tableBlock + tableBlocks) {
      int words = block.length / 8;
      for (int i = 0; i < words; i++) {
        table[(int) (id - tableBlock) * words + i] = Bytes.u64(block, 8 * i);
      }
    } else if (ZapLeaf.isLeaf(block)) {
      ZapLeaf leaf =
          new ZapLeaf(block, salt, normalized, problem -> fail("leaf " + id + " " + problem));
      foundEntries += leaf.read(entries);
      leaves.add(new ZapLeaf.Summary(id, leaf.prefix(), leaf.prefixLength()));
    } else if (!tableIsCopied) {
      fail("has block " + id + " of an unknown kind");
    }
  }

  private void fail(String problem) {
    broken = true;
    problems.accept(problem);
  }

  private void micro(byte[] block) {
    salt = Bytes.u64(block, 8);
    normalized = Bytes.u64(block, 16) != 0;
    if (salt == 0) {
      fail("is a micro ZAP without a salt");
      return;
    }
    Set<String> names = new HashSet<>();
    Set<String> places = new HashSet<>();
    for (int at = MICRO_ENTRY; at + MICRO_ENTRY <= block.length; at += MICRO_ENTRY) {
      if (block[at + MICRO_NAME] == 0) {
        continue;
      }
      int end = at + MICRO_NAME;
      while (end < at + MICRO_ENTRY && block[end] != 0) {
        end++;
      }
      if (end == at + MICRO_ENTRY) {
        fail("has a name without end");
        return;
      }
      byte[] value = new byte[8];
      Bytes.put64be(value, 0, Bytes.u64(block, at));
      ZapEntry entry = new ZapEntry(Arrays.copyOfRange(block, at + MICRO_NAME, end), 8, value);
      entries.accept(entry);
      if (!names.add(entry.text())) {
        fail("has the name " + entry.text() + " twice");
      }
      if (!normalized
          && !places.add(Crc64.zapHash(salt, entry.name()) + "/" + Bytes.u32(block, at + 8))) {
        fail("has two names of equal hash and differentiator, one is " + entry.text());
      }
    }
  }

  private void header(byte[] block) {
    fat = true;
    tableBlock = Bytes.u64(block, 16);
    tableBlocks = Bytes.u64(block, 24);
    long shift = Bytes.u64(block, 32);
    tableIsCopied = Bytes.u64(block, 40) != 0;
    expectedLeaves = Bytes.u64(block, 64);
    expectedEntries = Bytes.u64(block, 72);
    salt = Bytes.u64(block, 80);
    normalized = Bytes.u64(block, 88) != 0;
    if (salt == 0 || Bytes.u64(block, 96) != 0) {
      fail("has an unknown way to hash");
      return;
    }
    int embedded = block.length / 16;
    if (tableBlocks == 0) {
      tableShift = Integer.numberOfTrailingZeros(embedded);
      if (tableBlock != 0 || shift != tableShift) {
        fail("has an impossible pointer table");
        return;
      }
      table = new long[embedded];
      for (int i = 0; i < embedded; i++) {
        table[i] = Bytes.u64(block, block.length / 2 + 8 * i);
      }
      return;
    }
    if (shift < 0
        || shift > MAX_TABLE_SHIFT
        || tableBlocks < 0
        || tableBlock <= 0
        || tableBlocks != (8L << shift) / block.length) {
      fail("has an impossible pointer table");
      return;
    }
    tableShift = (int) shift;
    table = new long[1 << tableShift];
  }

  /** Judges the whole after the last block. */
  void finish(long lastBlock) {
    if (broken || !fat) {
      return;
    }
    if (leaves.size() != expectedLeaves || foundEntries != expectedEntries) {
      fail(
          "promises "
              + expectedLeaves
              + " leaves and "
              + expectedEntries
              + " entries but has "
              + leaves.size()
              + " and "
              + foundEntries);
    }
    if (tableBlock + tableBlocks > lastBlock + 1) {
      fail("has a pointer table beyond its end");
    }
    long covered = 0;
    for (ZapLeaf.Summary leaf : leaves) {
      if (leaf.prefixLength() > tableShift) {
        fail("has leaf " + leaf.block() + " with a prefix longer than the table's");
        return;
      }
      int spread = tableShift - leaf.prefixLength();
      long first = leaf.prefix() << spread;
      for (long i = first; i < first + (1L << spread); i++) {
        if (i >= table.length || table[(int) i] != leaf.block()) {
          fail("has a pointer table that does not lead to leaf " + leaf.block());
          return;
        }
        covered++;
      }
    }
    if (covered != table.length) {
      fail("has a pointer table with " + (table.length - covered) + " entries to nowhere");
    }
  }
}
