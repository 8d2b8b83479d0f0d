package org.heliosimage.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/**
 * Portable ASCII cpio, as the kernel of illumos mounts it for its boot archive. Every name of a
 * linked file carries the data, because that reader knows no links; fractions of seconds and
 * extended attributes have no place in the format.
 */
public final class Cpio {

  private static final byte[] NUL = {0};

  static final String TRAILER = "TRAILER!!!";

  /** The length of the archive is a multiple of this: the kernel reads whole blocks. */
  private static final int BLOCK = 512;

  /** Stands for owners whose number the format cannot hold, as in the tools of illumos. */
  private static final int NOBODY = 60001;

  private static final int ID_MAX = 0777777;

  private Cpio() {}

  /**
   * A member to write.
   *
   * @param name relative, without a leading slash
   * @param node what it names
   * @param link equal for all names of one hard-linked node, 0 for a node with one name
   */
  public record Member(String name, Node node, int link) {}

  /**
   * Writes members in the order given; the stream stays open.
   *
   * @return the number of bytes written
   */
  public static long write(Collection<Member> members, OutputStream stream) throws IOException {
    Sink out = new Sink(stream);
    List<Content> contents = new ArrayList<>();
    Map<Integer, Integer> links = new HashMap<>();
    for (Member member : members) {
      links.merge(member.link(), 1, Integer::sum);
      if (member.node() instanceof RegularFile file) {
        contents.add(file.content());
      }
    }
    Map<Integer, Long> files = new HashMap<>();
    long lastFile = 0;
    long written = 0;
    try (Prefetcher payloads = new Prefetcher(contents)) {
      for (Member member : members) {
        Long known = member.link() == 0 ? null : files.get(member.link());
        long file = known == null ? ++lastFile : known;
        files.putIfAbsent(member.link(), file);
        int count = member.link() == 0 ? 1 : links.getOrDefault(member.link(), 1);
        written += write(member, file, count, payloads, out);
      }
    }
    byte[] name = Utf8.encode(TRAILER);
    out.write(new CpioHeader(0, 0, 0, 0, 1, 0, 0, name.length + 1, 0).encode());
    out.write(name);
    written += CpioHeader.SIZE + name.length;
    // The NUL of the name and what fills the last block.
    int rest = BLOCK - (int) (written % BLOCK);
    out.write(new byte[rest]);
    out.flush();
    return written + rest;
  }

  private static long write(Member member, long file, int links, Prefetcher payloads, Sink out)
      throws IOException {
    try {
      Node node = member.node();
      byte[] name = Utf8.encode(member.name());
      byte[] target = node instanceof Symlink link ? Utf8.encode(link.target()) : new byte[0];
      long size = node instanceof RegularFile regular ? regular.content().size() : target.length;
      Attributes attributes = node.attributes();
      CpioHeader header =
          new CpioHeader(
              file,
              type(node) | attributes.mode(),
              attributes.uid() > ID_MAX ? NOBODY : attributes.uid(),
              attributes.gid() > ID_MAX ? NOBODY : attributes.gid(),
              links,
              node instanceof Device device ? device(device) : 0,
              Math.max(0, attributes.seconds()),
              name.length + 1,
              size);
      out.write(header.encode());
      out.write(name);
      out.write(NUL);
      if (node instanceof RegularFile) {
        payloads.writeNext(out);
      } else {
        out.write(target);
      }
      return CpioHeader.SIZE + name.length + 1 + size;
    } catch (IOException e) {
      ArchiveException named =
          new ArchiveException("cannot put " + member.name() + " into a cpio: " + e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  private static int type(Node node) {
    if (node instanceof Directory) {
      return CpioHeader.DIRECTORY;
    } else if (node instanceof Symlink) {
      return CpioHeader.SYMLINK;
    } else if (node instanceof Device device) {
      return device.block() ? CpioHeader.BLOCK_DEVICE : CpioHeader.CHARACTER_DEVICE;
    } else if (node instanceof Fifo) {
      return CpioHeader.FIFO;
    }
    return CpioHeader.FILE;
  }

  private static int device(Device device) throws IOException {
    if (device.major() > 0777 || device.minor() > 0377) {
      throw new IOException(
          "has the device number "
              + device.major()
              + ","
              + device.minor()
              + ", which a cpio cannot hold");
    }
    return device.major() << 8 | device.minor();
  }

  /** Reads an archive; contents are ranges of it. Names with one node come back as nodes apart. */
  public static FileTree read(Path file) throws IOException {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    try (TarSource source = new TarSource(file)) {
      new CpioReader(source, new Unpacker(tree)).readAll();
    }
    return tree;
  }
}
