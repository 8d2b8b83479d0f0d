package org.heliosimage.ufs.read;

import java.io.IOException;
import java.util.Arrays;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.ufs.UfsException;

/** An inode, whose offsets are in the package above. */
final class Inode {

  static final int ROOT = 2;
  static final int DIRECT = 12;
  static final int LEVELS = 3;

  static final int FIFO = 0010000;
  static final int CHARACTER = 0020000;
  static final int DIRECTORY = 0040000;
  static final int BLOCK = 0060000;
  static final int REGULAR = 0100000;
  static final int LINK = 0120000;

  private static final int TYPE = 0170000;
  private static final int LONG_ID = 0xffff;

  private final int number;
  private final byte[] bytes;

  Inode(int number, byte[] bytes) {
    this.number = number;
    this.bytes = bytes;
  }

  /** An inode in a table. */
  static Inode decode(int number, byte[] table, int at) {
    return new Inode(number, Arrays.copyOfRange(table, at, at + Superblock.INODE));
  }

  int number() {
    return number;
  }

  boolean inUse() {
    return Bytes.u16(bytes, 0) != 0;
  }

  int type() {
    return Bytes.u16(bytes, 0) & TYPE;
  }

  boolean isDirectory() {
    return type() == DIRECTORY;
  }

  boolean isDevice() {
    return type() == CHARACTER || type() == BLOCK;
  }

  /** Whether there may be data. */
  boolean hasData() {
    return type() == REGULAR || type() == DIRECTORY || type() == LINK;
  }

  int names() {
    return Bytes.u16(bytes, 2);
  }

  long size() {
    return Bytes.u64(bytes, 8);
  }

  int direct(int index) {
    return Bytes.i32(bytes, 40 + 4 * index);
  }

  /** Where the addresses are that are so many levels above the data. */
  int indirect(int level) {
    return Bytes.i32(bytes, 88 + 4 * (level - 1));
  }

  long sectors() {
    return Bytes.u32(bytes, 104);
  }

  /** Inode of an access control list, 0 if there is none. */
  int accessList() {
    return Bytes.i32(bytes, 112);
  }

  /** Inode of the directory of extended attributes, 0 if there is none. */
  int extendedAttributes() {
    return Bytes.i32(bytes, 124);
  }

  Attributes attributes() throws IOException {
    int uid = Bytes.u16(bytes, 4);
    int gid = Bytes.u16(bytes, 6);
    uid = uid == LONG_ID ? Bytes.i32(bytes, 116) : uid;
    gid = gid == LONG_ID ? Bytes.i32(bytes, 120) : gid;
    long micros = Bytes.u32(bytes, 28);
    if (uid < 0 || gid < 0 || micros > 999_999) {
      throw new UfsException("inode " + number + " has a wrong owner or time");
    }
    return Attributes.of(Bytes.u16(bytes, 0) & 07777, uid, gid, 0)
        .withTime(Bytes.i32(bytes, 24), (int) micros * 1000);
  }

  /** Whether owner and group, in 16 bits and in 32 bits, are the same ones. */
  boolean ownersAgree() {
    return owner(Bytes.u16(bytes, 4), Bytes.i32(bytes, 116))
        && owner(Bytes.u16(bytes, 6), Bytes.i32(bytes, 120));
  }

  private static boolean owner(int narrow, int wide) {
    return wide >= 0 && narrow == Math.min(wide, LONG_ID);
  }

  /** Device numbers have 8 bits for the minor if they fit into 16 bits, else 18 bits. */
  Device device() throws IOException {
    int value = direct(1);
    int top = value >>> 16;
    boolean isOld = top == 0 || top == 0xffff;
    int major = isOld ? value >> 8 & 0x7f : value >>> 18;
    int minor = isOld ? value & 0xff : value & 0x3ffff;
    return new Device(attributes(), type() == BLOCK, major, minor);
  }
}
