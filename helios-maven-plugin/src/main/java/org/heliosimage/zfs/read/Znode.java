package org.heliosimage.zfs.read;

import java.nio.charset.StandardCharsets;
import org.heliosimage.codec.Bytes;

/**
 * The attributes of a file system object.
 *
 * @param mode with type bits
 * @param size bytes, length of a link's target, or entries + 2 of a directory
 * @param parent object of the directory
 * @param flags ZFS' own flags
 * @param device device number
 * @param xattrs object of the directory of extended attributes, 0 if there is none
 * @param target target of a symbolic link, else empty
 * @param targetBytes length of the target as it is stored
 */
record Znode(
    int mode,
    long size,
    long uid,
    long gid,
    long parent,
    long flags,
    long links,
    long seconds,
    long nanos,
    long device,
    long xattrs,
    String target,
    int targetBytes) {

  static final int TYPE_MASK = 0170000;
  static final int FIFO = 0010000;
  static final int CHARACTER = 0020000;
  static final int DIRECTORY = 0040000;
  static final int BLOCK = 0060000;
  static final int REGULAR = 0100000;
  static final int SYMLINK = 0120000;

  int kind() {
    return mode & TYPE_MASK;
  }

  /** Collects attributes by their registered names. */
  static final class Builder {

    private int mode = -1;
    private long size = -1;
    private long uid = -1;
    private long gid = -1;
    private long parent = -1;
    private long flags = -1;
    private long links = -1;
    private long seconds = -1;
    private long nanos = -1;
    private long device;
    private long xattrs;
    private long aces = -1;
    private int aceBytes;
    private String target = "";
    private int targetBytes;

    void take(String attribute, byte[] bytes, int at, int length) {
      switch (attribute) {
        case "ZPL_MODE" -> mode = (int) Bytes.u64(bytes, at);
        case "ZPL_SIZE" -> size = Bytes.u64(bytes, at);
        case "ZPL_UID" -> uid = Bytes.u64(bytes, at);
        case "ZPL_GID" -> gid = Bytes.u64(bytes, at);
        case "ZPL_PARENT" -> parent = Bytes.u64(bytes, at);
        case "ZPL_FLAGS" -> flags = Bytes.u64(bytes, at);
        case "ZPL_LINKS" -> links = Bytes.u64(bytes, at);
        case "ZPL_MTIME" -> {
          seconds = Bytes.u64(bytes, at);
          nanos = Bytes.u64(bytes, at + 8);
        }
        case "ZPL_RDEV" -> device = Bytes.u64(bytes, at);
        case "ZPL_XATTR" -> xattrs = Bytes.u64(bytes, at);
        case "ZPL_DACL_COUNT" -> aces = Bytes.u64(bytes, at);
        case "ZPL_DACL_ACES" -> aceBytes = length;
        case "ZPL_SYMLINK" -> {
          target = new String(bytes, at, length, StandardCharsets.UTF_8);
          targetBytes = length;
        }
        default -> {
          // Times and generations that no reader here needs.
        }
      }
    }

    /** What is missing or impossible, empty if nothing is. */
    String problem() {
      if (mode < 0 || size < 0 || uid < 0 || gid < 0 || parent < 0 || flags < 0 || links < 0) {
        return "lacks one of mode, size, owner, parent, flags and links";
      }
      if (seconds < 0 && nanos < 0) {
        return "lacks its time";
      }
      if (nanos < 0 || nanos > 999_999_999) {
        return "has " + nanos + " nanoseconds";
      }
      if (aces >= 0 && aceBytes < aces * 8) {
        return "has " + aceBytes + " bytes of access rules for " + aces + " of them";
      }
      return "";
    }

    Znode build() {
      return new Znode(
          mode,
          size,
          uid,
          gid,
          parent,
          flags,
          links,
          seconds,
          nanos,
          device,
          xattrs,
          target,
          targetBytes);
    }
  }
}
