package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.function.Consumer;
import org.heliosimage.codec.Bytes;
import org.heliosimage.codec.Nvlist;

/** Compares the space that blocks were found in with the space maps, to the byte. */
final class SpaceCheck {

  private static final int MAX_METASLABS = 1 << 20;
  private static final int MAX_REPORTS = 20;

  private final ObjectSet mos;
  private final Scan scan;
  private final Consumer<String> problems;
  private final long asize;
  private final long arrayObject;
  private final int ashift;
  private final int shift;
  private final long[] spaceMaps;
  private int reports;
  private long allocated;

  SpaceCheck(ObjectSet mos, Scan scan, Nvlist vdevTree, Consumer<String> problems)
      throws IOException {
    this.mos = mos;
    this.scan = scan;
    this.problems = problems;
    this.asize = vdevTree.number("asize").orElse(0);
    this.arrayObject = vdevTree.number("metaslab_array").orElse(0);
    this.ashift = (int) vdevTree.number("ashift").orElse(0);
    this.shift = (int) vdevTree.number("metaslab_shift").orElse(0);
    if (asize <= 0 || ashift < 9 || ashift > 16 || shift < ashift || shift > 50) {
      throw new PoolReadException(
          "the pool's configuration has impossible sizes: asize "
              + asize
              + ", ashift "
              + ashift
              + ", metaslab_shift "
              + shift);
    }
    long count = asize >>> shift;
    if (count > MAX_METASLABS) {
      throw new PoolReadException("the pool has " + count + " metaslabs");
    }
    this.spaceMaps = new long[(int) count];
    ObjectReader array = mos.open(arrayObject);
    byte[] words = array.bytes(count * 8);
    for (int i = 0; i < count; i++) {
      spaceMaps[i] = Bytes.u64(words, 8 * i);
    }
  }

  long metaslabArray() {
    return arrayObject;
  }

  /** Objects of the space maps, 0 for a metaslab without one. */
  long[] spaceMaps() {
    return spaceMaps.clone();
  }

  /** Space that the maps say is in use; valid after {@link #run}. */
  long allocated() {
    return allocated;
  }

  /**
   * Compares.
   *
   * @param shared whether blocks may rightly be found more than once, as with snapshots
   */
  void run(boolean shared) throws IOException {
    RangeSet marked = marked();
    allocated = marked.total();
    RangeSet used = used(shared);
    RangeSet leaked = marked.minus(used);
    RangeSet unmarked = used.minus(marked);
    unmarked.forEach((start, end) -> report(range(start, end) + " is in use but marked as free"));
    leaked.forEach((start, end) -> report(range(start, end) + " is marked as in use but is not"));
  }

  /** What the space maps mark as in use. */
  RangeSet marked() throws IOException {
    RangeSet marked = new RangeSet();
    for (int i = 0; i < spaceMaps.length; i++) {
      if (spaceMaps[i] != 0) {
        SpaceMap map = new SpaceMap(mos.open(spaceMaps[i]), ashift, 1L << shift);
        map.read(this::report).copyTo(marked, (long) i << shift);
      }
    }
    return marked;
  }

  private static String range(long start, long end) {
    return "space of "
        + (end - start)
        + " bytes at offset 0x"
        + Long.toHexString(start + Vdev.DATA_START);
  }

  private void report(String problem) {
    if (++reports <= MAX_REPORTS) {
      problems.accept(problem);
    }
  }

  private RangeSet used(boolean shared) {
    SegmentList segments = scan.segments();
    segments.sort();
    RangeSet used = new RangeSet();
    long usable = (long) spaceMaps.length << shift;
    long end = 0;
    for (int i = 0; i < segments.size(); i++) {
      if (shared && segments.equalsPrevious(i)) {
        continue;
      }
      long start = segments.offset(i);
      if (start < end) {
        report(range(start, end) + " is used by more than one block");
      }
      end = Math.max(end, segments.end(i));
      if (end > usable || start >>> shift != (segments.end(i) - 1) >>> shift) {
        report("a block crosses the end of its metaslab: " + range(start, segments.end(i)));
      }
      if ((start & ((1L << ashift) - 1)) != 0 || (segments.end(i) & ((1L << ashift) - 1)) != 0) {
        report("a block is not a multiple of the sector size: " + range(start, segments.end(i)));
      }
      used.add(start, segments.end(i));
    }
    return used;
  }
}
