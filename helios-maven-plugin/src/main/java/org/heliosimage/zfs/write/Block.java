package org.heliosimage.zfs.write;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One block on its way to the device. The owner fills in what is to be stored, a worker how it is
 * stored, the committer where.
 */
final class Block {

  /** Told where a block went, in the order in which the blocks were given. */
  interface Sink {
    /**
     * Takes the pointer of a block.
     *
     * @param pointers has the 128 bytes of the pointer, which are valid during the call only
     */
    void placed(Block block, byte[] pointers, int at) throws IOException;
  }

  /** Where the bytes of a block come from; called by a worker. */
  interface Source {
    /** Writes all bytes of a block, padding included. */
    void fill(byte[] target, int at, int length, SourceFiles files) throws IOException;
  }

  /** How a block ended up. */
  enum Form {
    HOLE,
    EMBEDDED,
    STORED
  }

  final Sink sink;
  final int type;
  final int level;
  final long index;
  final int size;
  final BlockPolicy policy;

  /** What the pointer counts: 1, or for blocks of dnodes and above the objects below. */
  long fill = 1;

  /** Bytes of a file that the block holds, for progress. */
  int fileBytes;

  @Nullable Source source;

  /** The bytes, here or, from a source, in the batch. */
  byte[] bytes = NOTHING;

  int at;

  Form form = Form.HOLE;

  /** Code of the compression that was worth it. */
  int compression;

  /** Size after compression and rounding. */
  int stored;

  byte[] storedBytes = NOTHING;
  int storedAt;
  final long[] sums = new long[4];

  /** Bytes on the device, all copies. */
  long used;

  /** What space accounting calls compressed and uncompressed. */
  long compressed;

  long uncompressed;

  private static final byte[] NOTHING = {};

  Block(Sink sink, int type, int level, long index, int size, BlockPolicy policy) {
    this.sink = sink;
    this.type = type;
    this.level = level;
    this.index = index;
    this.size = size;
    this.policy = policy;
  }

  boolean isMetadata() {
    return level > 0 || type != DmuType.PLAIN_FILE;
  }

  /** Whether the bytes may move into the pointer; those that count objects may not. */
  boolean mayBeEmbedded() {
    return level == 0 && type != DmuType.DNODE && type != DmuType.OBJSET;
  }
}
