package org.heliosimage.zfs.read;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * What one verification shares between all its parts.
 *
 * @param readers reads blocks
 * @param segments collects the space that is found in use
 * @param txg no block may be born later
 * @param progress told of stored bytes after they were checked
 * @param fileBytes logical and stored bytes of file data
 * @param embedded counts embedded pointers
 */
record Scan(
    BlockReaders readers,
    SegmentList segments,
    long txg,
    LongConsumer progress,
    FileBytes fileBytes,
    LongAdder embedded) {

  Scan(BlockReaders readers, long txg, LongConsumer progress) {
    this(
        readers,
        new SegmentList(),
        txg,
        progress,
        new FileBytes(new LongAdder(), new LongAdder()),
        new LongAdder());
  }

  /** Sums for the compression ratio. */
  record FileBytes(LongAdder logical, LongAdder stored) {}
}
