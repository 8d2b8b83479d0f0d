package org.heliosimage.fat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heliosimage.codec.Bytes;

/** Follows chains of clusters; holds one page of the table at a time. */
final class FatTableReader {

  /** Whole entries of 12, 16 and 32 bits end at its end. */
  private static final int PAGE = 3 << 12;

  private final FatGeometry geometry;
  private final FileChannel image;
  private final long offset;
  private byte[] page = new byte[0];
  private long pageNumber = -1;

  FatTableReader(FatGeometry geometry, FileChannel image, long offset) {
    this.geometry = geometry;
    this.image = image;
    this.offset = offset;
  }

  /** Clusters behind one another. */
  record Run(long first, long count) {}

  /** The clusters of a file or directory. */
  List<Run> chain(long start, String path) throws IOException {
    List<Run> runs = new ArrayList<>();
    long end = geometry.type().end();
    long seen = 0;
    long first = start;
    long at = start;
    while (true) {
      if (at < FatGeometry.FIRST_CLUSTER
          || at >= geometry.clusters() + (long) FatGeometry.FIRST_CLUSTER
          || ++seen > geometry.clusters()) {
        throw new FatException("the chain of clusters of " + path + " is damaged");
      }
      long next = entry(at);
      if (next != at + 1) {
        runs.add(new Run(first, at - first + 1));
        if (next >= end) {
          return runs;
        }
        first = next;
      }
      at = next;
    }
  }

  private long entry(long cluster) throws IOException {
    int bits = geometry.type().bits();
    long perPage = PAGE * 8L / bits;
    if (cluster / perPage != pageNumber) {
      pageNumber = cluster / perPage;
      long from = pageNumber * PAGE;
      page = part(0, from, (int) Math.min(PAGE, tableBytes() - from));
    }
    int index = (int) (cluster % perPage);
    return switch (geometry.type()) {
      case FAT12 -> Bytes.u16(page, index * 3 / 2) >> (index % 2 * 4) & 0xFFF;
      case FAT16 -> Bytes.u16(page, 2 * index);
      case FAT32 -> Bytes.u32(page, 4 * index) & 0x0FFFFFFF;
    };
  }

  /** All copies of the table must be equal. */
  void checkCopies() throws IOException {
    for (int copy = 1; copy < geometry.tables(); copy++) {
      for (long from = 0; from < tableBytes(); from += PAGE) {
        int length = (int) Math.min(PAGE, tableBytes() - from);
        if (!Arrays.equals(part(0, from, length), part(copy, from, length))) {
          throw new FatException("the tables of the FAT file system differ");
        }
      }
    }
  }

  private long tableBytes() {
    return geometry.tableSectors() * FatGeometry.SECTOR;
  }

  private byte[] part(int copy, long from, int length) throws IOException {
    return FatReader.read(image, offset + geometry.tableOffset(copy) + from, length);
  }
}
