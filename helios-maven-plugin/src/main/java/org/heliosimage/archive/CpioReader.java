package org.heliosimage.archive;

import java.io.IOException;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** Reads the members of a portable ASCII cpio: headers only, contents stay in the file. */
final class CpioReader {

  private static final int MAX_NAME = 1 << 16;
  private static final int MAX_TARGET = 1 << 16;

  private final TarSource source;
  private final Unpacker unpacker;

  CpioReader(TarSource source, Unpacker unpacker) {
    this.source = source;
    this.unpacker = unpacker;
  }

  void readAll() throws IOException {
    long at = 0;
    String name = "";
    try {
      while (!name.equals(Cpio.TRAILER)) {
        name = "";
        CpioHeader header = CpioHeader.decode(read(at, CpioHeader.SIZE));
        if (header.nameSize() < 2 || header.nameSize() > MAX_NAME) {
          throw new IOException("has a name of " + header.nameSize() + " bytes");
        }
        byte[] bytes = read(at + CpioHeader.SIZE, header.nameSize());
        name = Utf8.decode(bytes, 0, bytes.length - 1);
        long data = at + CpioHeader.SIZE + header.nameSize();
        if (header.dataSize() > source.size() - data) {
          throw new IOException("is cut short");
        }
        if (!name.equals(Cpio.TRAILER)) {
          unpacker.put(name, node(header, data));
        }
        at = data + header.dataSize();
      }
    } catch (IOException e) {
      ArchiveException named =
          name.isEmpty()
              ? new ArchiveException(source.file(), e.getMessage() + " (at byte " + at + ")")
              : new ArchiveException(source.file(), name, TarReader.problem(e));
      named.initCause(e);
      throw named;
    }
  }

  private Node node(CpioHeader header, long data) throws IOException {
    Attributes attributes =
        Attributes.of(header.mode() & 07777, header.uid(), header.gid(), header.seconds());
    switch (header.mode() & CpioHeader.TYPE) {
      case CpioHeader.DIRECTORY -> {
        return new Directory(attributes);
      }
      case CpioHeader.FILE -> {
        return new RegularFile(attributes, Content.range(source.file(), data, header.dataSize()));
      }
      case CpioHeader.SYMLINK -> {
        if (header.dataSize() == 0 || header.dataSize() > MAX_TARGET) {
          throw new IOException("is a symbolic link to " + header.dataSize() + " bytes");
        }
        byte[] target = source.read(data, (int) header.dataSize());
        return new Symlink(attributes, Utf8.decode(target, 0, target.length));
      }
      case CpioHeader.CHARACTER_DEVICE, CpioHeader.BLOCK_DEVICE -> {
        boolean block = (header.mode() & CpioHeader.TYPE) == CpioHeader.BLOCK_DEVICE;
        return new Device(attributes, block, header.device() >> 8, header.device() & 0377);
      }
      case CpioHeader.FIFO -> {
        return new Fifo(attributes);
      }
      default ->
          throw new IOException(
              "has the unknown type " + Integer.toOctalString(header.mode() & CpioHeader.TYPE));
    }
  }

  private byte[] read(long position, int length) throws IOException {
    if (position > source.size() - length) {
      throw new IOException("ends before its trailer, so it is cut short");
    }
    return source.read(position, length);
  }
}
