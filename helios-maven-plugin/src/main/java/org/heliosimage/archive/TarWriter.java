package org.heliosimage.archive;

import java.io.IOException;
import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as POSIX tar. What the plain header cannot hold is in an extended header before it;
 * a file with several names is stored under the first, the others are hard links. The bytes depend
 * on the tree alone: members are in the order of a walk, owners are numbers.
 */
final class TarWriter {

  /** Two blocks of zeros end a tar, whose length is a multiple of this. */
  private static final int RECORD = 10240;

  private static final byte[] ZEROS = new byte[RECORD];

  /** One member to be: a name in the archive, and for a hard link the name that holds the data. */
  private record Member(String name, Node node, @Nullable String linkTo) {}

  private final Sink out;
  private final byte[] block = new byte[TarHeader.BLOCK];
  private long written;
  private long paxHeaders;

  private TarWriter(Sink out) {
    this.out = out;
  }

  static void write(FileTree tree, List<String> include, Sink out) throws IOException {
    List<Member> members = members(tree, include);
    TarWriter writer = new TarWriter(out);
    try (Prefetcher payloads = new Prefetcher(contents(members))) {
      for (Member member : members) {
        writer.write(member, payloads);
      }
    }
    writer.end();
  }

  private static List<Member> members(FileTree tree, List<String> include) throws IOException {
    List<Member> members = new ArrayList<>();
    Map<Integer, String> links = new HashMap<>();
    for (String path : include) {
      String top = "/" + String.join("/", components(path));
      tree.get(top);
      FileTree.Visitor<IOException> add =
          (at, entry) -> {
            boolean directory = entry.node() instanceof Directory;
            String name = at.equals("/") ? "./" : at.substring(1) + (directory ? "/" : "");
            String first = entry.link() == 0 ? null : links.putIfAbsent(entry.link(), name);
            members.add(new Member(name, entry.node(), first));
          };
      String below = top.equals("/") ? top : top + "/";
      tree.walk(
          (at, entry) -> {
            if (at.equals(top) || at.startsWith(below)) {
              add.visit(at, entry);
            }
          });
    }
    return members;
  }

  private static List<String> components(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static List<Content> contents(List<Member> members) {
    List<Content> contents = new ArrayList<>();
    for (Member member : members) {
      if (member.linkTo() == null && member.node() instanceof RegularFile file) {
        contents.add(file.content());
      }
    }
    return contents;
  }

  private void write(Member member, Prefetcher payloads) throws IOException {
    try {
      TarHeader header = header(member);
      byte[] pax = PaxRecords.of(header, member.node().attributes());
      if (pax.length > 0) {
        TarHeader before =
            new TarHeader(
                "PaxHeaders/" + ++paxHeaders, 0644, 0, 0, pax.length, 0, TarHeader.PAX, "", 0, 0);
        put(before);
        put(pax);
        pad();
      }
      put(header);
      if (header.type() == TarHeader.FILE) {
        payloads.writeNext(out);
        written += header.size();
        pad();
      }
    } catch (IOException e) {
      ArchiveException named =
          new ArchiveException("cannot put " + member.name() + " into a tar: " + e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  private static TarHeader header(Member member) {
    Node node = member.node();
    Attributes attributes = node.attributes();
    char type = TarHeader.HARD_LINK;
    long size = 0;
    String target = "";
    int major = 0;
    int minor = 0;
    if (member.linkTo() != null) {
      target = member.linkTo();
    } else if (node instanceof RegularFile file) {
      type = TarHeader.FILE;
      size = file.content().size();
    } else if (node instanceof Directory) {
      type = TarHeader.DIRECTORY;
    } else if (node instanceof Symlink link) {
      type = TarHeader.SYMLINK;
      target = link.target();
    } else if (node instanceof Device device) {
      type = device.block() ? TarHeader.BLOCK_DEVICE : TarHeader.CHARACTER_DEVICE;
      major = device.major();
      minor = device.minor();
    } else if (node instanceof Fifo) {
      type = TarHeader.FIFO;
    }
    return new TarHeader(
        member.name(),
        attributes.mode(),
        attributes.uid(),
        attributes.gid(),
        size,
        attributes.seconds(),
        type,
        target,
        major,
        minor);
  }

  private void end() throws IOException {
    put(new byte[2 * TarHeader.BLOCK]);
    int beyond = (int) (written % RECORD);
    if (beyond != 0) {
      out.write(ZEROS, 0, RECORD - beyond);
    }
    out.flush();
  }

  private void put(TarHeader header) throws IOException {
    header.encode(block);
    put(block);
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }

  private void pad() throws IOException {
    int beyond = (int) (written % TarHeader.BLOCK);
    if (beyond != 0) {
      out.write(ZEROS, 0, TarHeader.BLOCK - beyond);
      written += TarHeader.BLOCK - beyond;
    }
  }
}
