package org.heliosimage.zfs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;
import org.heliosimage.zfs.write.PoolAssembly;

/** Writes a complete, exported pool in one pass over the contents. */
public final class PoolWriter {

  private PoolWriter() {}

  /**
   * Checks everything about a pool that can be known before its contents are read: names, sizes,
   * options and property values.
   *
   * @throws PoolException naming the first thing that is wrong
   */
  public static void check(PoolSpec spec) throws PoolException {
    PoolLayout.of(spec);
  }

  /**
   * Writes a pool. Only blocks that are not zero are written, so the region stays sparse; the file
   * grows to the end of the device. The same specification and contents give the same bytes.
   *
   * @param out open for writing; the region of the device must read as zeros
   * @param offset first byte of the device in the file
   * @param bytesDone told now and then how many bytes of file contents are stored
   * @throws PoolException if the specification is wrong or the device too small; what was written
   *     until then carries no label, so nothing takes it for a pool
   */
  public static PoolSummary write(
      PoolSpec spec, FileChannel out, long offset, LongConsumer bytesDone) throws IOException {
    return PoolAssembly.write(PoolLayout.of(spec), out, offset, bytesDone);
  }
}
