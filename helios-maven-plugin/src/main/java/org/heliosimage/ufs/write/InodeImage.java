package org.heliosimage.ufs.write;

import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** The bytes of an inode. */
final class InodeImage {

  private static final int FIFO = 0010000;
  private static final int CHARACTER = 0020000;
  private static final int DIRECTORY = 0040000;
  private static final int BLOCK = 0060000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;

  /** Stands for an owner or group of more than 16 bits. */
  private static final int LONG_ID = 0xffff;

  private InodeImage() {}

  /**
   * Puts an inode.
   *
   * @param pointers the fifteen addresses
   * @param sectors sectors that data and addresses take
   */
  static void encode(Plan.Item item, int[] pointers, long sectors, byte[] target, int at) {
    Attributes attributes = item.node().attributes();
    Bytes.put16(target, at, type(item.node()) | attributes.mode());
    Bytes.put16(target, at + 2, item.names());
    Bytes.put16(target, at + 4, Math.min(attributes.uid(), LONG_ID));
    Bytes.put16(target, at + 6, Math.min(attributes.gid(), LONG_ID));
    Bytes.put64(target, at + 8, item.size());
    for (int time = 16; time <= 32; time += 8) {
      Bytes.put32(target, at + time, (int) attributes.seconds());
      Bytes.put32(target, at + time + 4, attributes.nanos() / 1000);
    }
    for (int i = 0; i < pointers.length; i++) {
      Bytes.put32(target, at + 40 + 4 * i, pointers[i]);
    }
    if (item.node() instanceof Device device) {
      Bytes.put32(target, at + 44, DeviceNumber.encode(device));
    }
    Bytes.put32(target, at + 104, (int) sectors);
    Bytes.put32(target, at + 108, generation(item.inode()));
    Bytes.put32(target, at + 116, attributes.uid());
    Bytes.put32(target, at + 120, attributes.gid());
  }

  private static int type(Node node) {
    if (node instanceof Directory) {
      return DIRECTORY;
    }
    if (node instanceof RegularFile) {
      return REGULAR;
    }
    if (node instanceof Symlink) {
      return LINK;
    }
    if (node instanceof Fifo) {
      return FIFO;
    }
    return ((Device) node).block() ? BLOCK : CHARACTER;
  }

  /** Any number will do that is not the one of the next file with this inode. */
  private static int generation(int inode) {
    int mixed = inode * 0x9E37_79B9;
    return ((mixed ^ (mixed >>> 15)) & 0x7fff_ffff) | 1;
  }
}
