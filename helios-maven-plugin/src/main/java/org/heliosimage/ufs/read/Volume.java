package org.heliosimage.ufs.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.heliosimage.ufs.UfsException;

/** The bytes of a file system by the addresses that are used in it. */
final class Volume {

  private final FileChannel image;
  private final Superblock superblock;

  /** A file system with a superblock that is known to be sound. */
  Volume(FileChannel image, Superblock superblock) {
    this.image = image;
    this.superblock = superblock;
  }

  /** A file system whose superblock is sound. */
  static Volume open(FileChannel image) throws IOException {
    Superblock superblock = superblock(image);
    List<String> problems = superblock.problems(image.size());
    if (!problems.isEmpty()) {
      throw new UfsException("the superblock " + problems.get(0));
    }
    return new Volume(image, superblock);
  }

  static Superblock superblock(FileChannel image) throws IOException {
    return new Superblock(read(image, Superblock.POSITION, Superblock.LENGTH));
  }

  Superblock superblock() {
    return superblock;
  }

  /** Reads from a fragment on. */
  byte[] read(int address, int length) throws IOException {
    return read(image, (long) address * superblock.fragment(), length);
  }

  /** Reads a block, which must be one. */
  byte[] block(int address) throws IOException {
    if (!has(address, superblock.fragments())) {
      throw new UfsException("there is no block " + address);
    }
    return read(address, superblock.block());
  }

  /** Reads within a run of fragments. */
  void read(int address, int from, byte[] target, int offset, int length) throws IOException {
    int last = (from + length - 1) / superblock.fragment();
    if (!has(address, last + 1)) {
      throw new UfsException("there is no fragment " + address);
    }
    ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
    read(image, (long) address * superblock.fragment() + from, buffer);
  }

  /** Whether a run of fragments is one that may be used. */
  boolean has(int address, int fragments) {
    return address > 0 && address <= superblock.size() - fragments;
  }

  boolean isInode(int number) {
    return number >= Inode.ROOT && number < superblock.inodes();
  }

  Inode inode(int number) throws IOException {
    if (!isInode(number)) {
      throw new UfsException("there is no inode " + number);
    }
    int group = number / superblock.groupInodes();
    long position =
        (long) (superblock.groupStart(group) + superblock.inodesAt()) * superblock.fragment()
            + (long) (number % superblock.groupInodes()) * Superblock.INODE;
    return new Inode(number, read(image, position, Superblock.INODE));
  }

  private static byte[] read(FileChannel image, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    read(image, position, buffer);
    return buffer.array();
  }

  private static void read(FileChannel image, long position, ByteBuffer buffer) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int count = image.read(buffer, at);
      if (count < 0) {
        throw new UfsException("the image ends at byte " + at);
      }
      at += count;
    }
  }
}
