package org.heliosimage.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.tree.TreeException;
import org.jspecify.annotations.Nullable;

/** Reads the members of a tar into a tree: headers only, as contents stay in the file. */
final class TarReader {

  /** Longest extended header or long name; the data of an archive are not counted. */
  private static final int MAX_HEADER = 8 << 20;

  private final TarSource source;
  private final Path file;
  private final Unpacker unpacker;
  private final PaxHeader global = new PaxHeader();

  private PaxHeader pax = new PaxHeader();
  private @Nullable String longName;
  private @Nullable String longLink;
  private @Nullable SolarisXattr xattr;

  /** Best known name of the member at hand, for messages. */
  private String entry = "";

  TarReader(TarSource source, FileTree tree) {
    this.source = source;
    this.file = source.file();
    this.unpacker = new Unpacker(tree);
  }

  void readAll() throws IOException {
    long at = 0;
    try {
      while (true) {
        entry = "";
        if (at > source.size() - TarHeader.BLOCK) {
          throw new IOException("ends without the mark of its end, so it is cut short or no tar");
        }
        byte[] block = source.read(at, TarHeader.BLOCK);
        if (isZero(block)) {
          return;
        }
        at = header(block, at + TarHeader.BLOCK);
      }
    } catch (ArchiveException e) {
      throw e;
    } catch (IOException e) {
      ArchiveException named =
          entry.isEmpty()
              ? new ArchiveException(file, e.getMessage() + " (at byte " + at + ")")
              : new ArchiveException(file, entry, problem(e));
      named.initCause(e);
      throw named;
    }
  }

  /** A phrase to follow the name of an entry. */
  static String problem(IOException e) {
    return (e instanceof TreeException ? "cannot be unpacked: " : "") + e.getMessage();
  }

  /**
   * Takes one header and what belongs to it.
   *
   * @param data first byte after the header
   * @return first byte of the next header
   */
  private long header(byte[] block, long data) throws IOException {
    TarHeader header = TarHeader.decode(block);
    entry = header.name();
    switch (header.type()) {
      case TarHeader.PAX, TarHeader.SOLARIS_PAX -> pax.read(metadata(header, data), file, data);
      case TarHeader.PAX_GLOBAL -> {
        global.read(metadata(header, data), file, data);
        pax = global.copy();
      }
      case TarHeader.GNU_LONG_NAME -> longName = longText(metadata(header, data));
      case TarHeader.GNU_LONG_LINK -> longLink = longText(metadata(header, data));
      case TarHeader.GNU_VOLUME_LABEL, TarHeader.SOLARIS_ACL -> checkInside(data, header.size());
      default -> {
        long next = member(header, block, data);
        if (pax.isUsed()) {
          pax = global.copy();
        }
        longName = null;
        longLink = null;
        return next;
      }
    }
    return data + TarHeader.padded(header.size());
  }

  private long member(TarHeader header, byte[] block, long data) throws IOException {
    SolarisXattr pending = xattr;
    if (pending != null) {
      xattr = null;
      long size = size(header);
      checkInside(data, size);
      entry = pending.path();
      pending.apply(unpacker, Content.range(file, data, size));
      return data + TarHeader.padded(size);
    }
    if (header.type() == TarHeader.SOLARIS_XATTR) {
      xattr = SolarisXattr.decode(metadata(header, data));
      return data + TarHeader.padded(header.size());
    }
    return node(header, block, data);
  }

  private long node(TarHeader header, byte[] block, long data) throws IOException {
    String name = pax.path != null ? pax.path : longName != null ? longName : header.name();
    String sparseName = pax.sparseName;
    name = sparseName != null ? sparseName : name;
    entry = name;
    String target =
        pax.linkPath != null ? pax.linkPath : longLink != null ? longLink : header.linkName();
    Attributes attributes = attributes(header);
    long size = 0;
    switch (header.type()) {
      case TarHeader.FILE, TarHeader.CONTIGUOUS, TarHeader.GNU_SPARSE -> {
        size = size(header);
        checkInside(data, size);
        if (name.endsWith("/") && header.type() == TarHeader.FILE) {
          // Archives from before the type flag mark a directory so.
          unpacker.put(name, new Directory(attributes));
        } else {
          return file(name, attributes, header, block, data, size);
        }
      }
      case TarHeader.DIRECTORY -> {
        // A size here is an allocation hint of no data.
        unpacker.put(name, new Directory(attributes));
      }
      case TarHeader.SYMLINK -> {
        if (target.isEmpty()) {
          throw new IOException("is a symbolic link without a target");
        }
        unpacker.put(name, new Symlink(attributes, target));
      }
      case TarHeader.HARD_LINK -> {
        unpacker.link(target, name);
        size = hardLinkData(header, data);
      }
      case TarHeader.CHARACTER_DEVICE, TarHeader.BLOCK_DEVICE ->
          unpacker.put(name, device(header, attributes));
      case TarHeader.FIFO -> unpacker.put(name, new Fifo(attributes));
      default -> throw new IOException("has the unknown type '" + header.type() + "'");
    }
    return data + TarHeader.padded(size);
  }

  private long file(
      String name, Attributes attributes, TarHeader header, byte[] block, long data, long size)
      throws IOException {
    SparseRuns runs = pax.sparseRuns;
    long realSize = pax.sparseRealSize;
    long start = data;
    long mapSize = 0;
    if (header.type() == TarHeader.GNU_SPARSE) {
      runs = new SparseRuns();
      start = runs.readGnu(source, block, data);
      checkInside(start, size);
      realSize = TarHeader.number(block, TarHeader.REAL_SIZE_OFFSET, TarHeader.SPARSE_FIELD);
    } else if (pax.sparseMapInData) {
      runs = new SparseRuns();
      start = runs.readText(source, data);
      mapSize = start - data;
    }
    if (runs == null) {
      unpacker.put(name, new RegularFile(attributes, Content.range(file, data, size)));
      return data + TarHeader.padded(size);
    }
    if (runs.stored() != size - mapSize || realSize < 0) {
      throw new IOException("has a sparse map that does not fit its size");
    }
    unpacker.put(name, new RegularFile(attributes, runs.content(file, start, realSize)));
    return start + TarHeader.padded(runs.stored());
  }

  /**
   * The bytes after a hard link: POSIX lets a link carry the file once more, old archives state the
   * size without the bytes. A valid header right behind it tells.
   */
  private long hardLinkData(TarHeader header, long data) throws IOException {
    long size = size(header);
    if (size == 0 || data > source.size() - TarHeader.BLOCK) {
      return 0;
    }
    byte[] next = source.read(data, TarHeader.BLOCK);
    try {
      if (!isZero(next)) {
        TarHeader.decode(next);
      }
      return 0;
    } catch (IOException e) {
      checkInside(data, size);
      return size;
    }
  }

  private Node device(TarHeader header, Attributes attributes) throws IOException {
    return new Device(
        attributes,
        header.type() == TarHeader.BLOCK_DEVICE,
        small("device number", pax.devMajor >= 0 ? pax.devMajor : header.devMajor()),
        small("device number", pax.devMinor >= 0 ? pax.devMinor : header.devMinor()));
  }

  private Attributes attributes(TarHeader header) throws IOException {
    SortedMap<String, Content> xattrs = pax.xattrs;
    return new Attributes(
        header.mode(),
        small("owner", pax.uid >= 0 ? pax.uid : header.uid()),
        small("group", pax.gid >= 0 ? pax.gid : header.gid()),
        pax.hasTime ? pax.seconds : header.seconds(),
        pax.hasTime ? pax.nanos : 0,
        xattrs.isEmpty() ? xattrs : new TreeMap<>(xattrs));
  }

  private static int small(String what, long value) throws IOException {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IOException("has the " + what + " " + value + ", which no file can have");
    }
    return (int) value;
  }

  private long size(TarHeader header) {
    return pax.size >= 0 ? pax.size : header.size();
  }

  private byte[] metadata(TarHeader header, long data) throws IOException {
    long size = header.size();
    checkInside(data, size);
    if (size > MAX_HEADER) {
      throw new IOException("is a header of " + size + " bytes, more than " + MAX_HEADER);
    }
    return source.read(data, (int) size);
  }

  private void checkInside(long data, long size) throws IOException {
    if (size < 0 || size > source.size() - data) {
      throw new IOException(
          "has " + size + " bytes of data, but the file has " + (source.size() - data) + " left");
    }
  }

  private static String longText(byte[] data) throws IOException {
    int end = 0;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    return Utf8.decode(data, 0, end);
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
