package org.heliosimage.iso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.TreeMap;
import org.heliosimage.tree.Content;

/** An image that is read; knows which blocks of the volume have an owner. */
final class IsoFile {

  private static final int MAX_STRUCTURE = 64 << 20;

  private final Path path;
  private final FileChannel channel;
  private long blocks;

  /** First block to the end of what is there. */
  private final TreeMap<Long, Long> owned = new TreeMap<>();

  IsoFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.blocks = channel.size() / Blocks.SIZE;
  }

  /** Believes the volume's size. */
  void limit(long volumeBlocks) throws IOException {
    if (volumeBlocks * Blocks.SIZE != channel.size()) {
      throw new IsoException(
          "the volume has " + volumeBlocks + " blocks, and the file " + channel.size() + " bytes");
    }
    blocks = volumeBlocks;
  }

  /** Notes that a part of the volume has an owner, which it must not have had. */
  void own(long block, long bytes, String owner) throws IsoException {
    long end = block + Blocks.of(bytes);
    if (end > blocks) {
      throw new IsoException(owner + " ends at block " + end + ", and the volume at " + blocks);
    }
    if (bytes == 0) {
      return;
    }
    var before = owned.lowerEntry(end);
    if (before != null && before.getValue() > block) {
      throw new IsoException(owner + " is where something else is, at block " + block);
    }
    owned.put(block, end);
  }

  byte[] read(long block, long bytes, String owner) throws IOException {
    if (bytes > MAX_STRUCTURE || block * Blocks.SIZE + bytes > channel.size()) {
      throw new IsoException(owner + " is too large or beyond the end of the image");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, block * Blocks.SIZE + buffer.position()) < 0) {
        throw new IsoException(owner + " is beyond the end of the image");
      }
    }
    return buffer.array();
  }

  Content content(long block, long bytes) {
    return Content.range(path, block * Blocks.SIZE, bytes);
  }
}
