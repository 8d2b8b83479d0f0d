package org.heliosimage.zfs.zpl;

import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** Kinds of files, numbered as in the highest four bits of a file's mode. */
public enum FileType {
  FIFO(1),
  CHARACTER_DEVICE(2),
  DIRECTORY(4),
  BLOCK_DEVICE(6),
  REGULAR(8),
  SYMLINK(10);

  private static final int DMU_PLAIN_FILE = 19;
  private static final int DMU_DIRECTORY = 20;

  private final int code;

  FileType(int code) {
    this.code = code;
  }

  /** The type of a node. */
  public static FileType of(Node node) {
    if (node instanceof Directory) {
      return DIRECTORY;
    } else if (node instanceof RegularFile) {
      return REGULAR;
    } else if (node instanceof Symlink) {
      return SYMLINK;
    } else if (node instanceof Device device) {
      return device.block() ? BLOCK_DEVICE : CHARACTER_DEVICE;
    } else if (node instanceof Fifo) {
      return FIFO;
    }
    throw new IllegalArgumentException("unknown node " + node);
  }

  /** The type bits of a mode, such as {@code 0100000} for a regular file. */
  public int modeBits() {
    return code << 12;
  }

  /** The value of a directory entry that leads to an object of this type. */
  public long entry(long object) {
    if (object <= 0 || object >>> 48 != 0) {
      throw new IllegalArgumentException("object number " + object);
    }
    return (long) code << 60 | object;
  }

  /** The type of the dnode. */
  public int dmuType() {
    return this == DIRECTORY ? DMU_DIRECTORY : DMU_PLAIN_FILE;
  }
}
