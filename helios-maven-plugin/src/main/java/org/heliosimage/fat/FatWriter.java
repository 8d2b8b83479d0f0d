package org.heliosimage.fat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/**
 * Writes a tree as a FAT file system into a part of an image that is all zeros; what is free there
 * stays untouched, so a sparse image stays sparse.
 *
 * <p>Every file takes one run of clusters, in the order of a walk. Owners, permission bits but the
 * owner's right to write, and extended attributes are lost; a file with several names is stored
 * once for each.
 */
public final class FatWriter {

  private final FileTree tree;
  private final FatSpec spec;
  private final FatGeometry geometry;
  private final FileChannel image;
  private final long offset;
  private final FatTable table;
  private final FatSpace space;

  private FatWriter(FileTree tree, FatSpec spec, FileChannel image, long offset)
      throws FatException {
    this.tree = tree;
    this.spec = spec;
    this.geometry = FatGeometry.of(spec);
    this.image = image;
    this.offset = offset;
    this.table = new FatTable(geometry);
    this.space = new FatSpace(tree, spec);
  }

  /**
   * Checks whether a tree can be written.
   *
   * @throws FatException if it does not fit or holds what FAT cannot
   */
  public static void check(FileTree tree, FatSpec spec) throws IOException {
    checkLabel(spec.label());
    new FatSpace(tree, spec).check();
  }

  /**
   * Writes a file system.
   *
   * @param offset where it begins in the image
   * @throws FatException if the tree does not fit or holds what FAT cannot
   */
  public static void write(FileTree tree, FatSpec spec, FileChannel image, long offset)
      throws IOException {
    check(tree, spec);
    FatWriter writer = new FatWriter(tree, spec, image, offset);
    Directory root = (Directory) tree.get("/");
    writer.writeDirectory("", new Extent(0, 0), new Extent(0, 0), root);
    writer.writeTables();
    writer.writeBootSectors();
    writer.writeEnd();
  }

  /** A run of clusters; without any its first is 0. */
  private record Extent(long first, long count) {}

  private Extent allocate(long bytes) {
    long count = geometry.clustersOf(bytes);
    return count == 0 ? new Extent(0, 0) : new Extent(table.allocate(count), count);
  }

  private static void checkLabel(String label) throws FatException {
    boolean valid = label.length() <= 11 && !label.startsWith(" ");
    for (String word : label.split(" ", -1)) {
      for (int i = 0; i < word.length(); i++) {
        valid &= FatNames.isShort(word.substring(i, i + 1));
      }
    }
    if (!valid) {
      throw new FatException(
          "the volume label \""
              + label
              + "\" is not possible: it has up to 11 capitals and digits");
    }
  }

  /** Writes a directory and all below it; a directory other than the root has its clusters. */
  private void writeDirectory(String path, Extent own, Extent parent, Directory directory)
      throws IOException {
    String name = path.isEmpty() ? "/" : path;
    int count = (int) space.entryCount(name);
    FatEntries entries = new FatEntries(count);
    int time = FatTime.encode(directory.attributes().seconds());
    Extent place = own;
    if (!path.isEmpty()) {
      entries.addShort(".          ", FatEntries.DIRECTORY, time, own.first(), 0);
      entries.addShort("..         ", FatEntries.DIRECTORY, time, parent.first(), 0);
    } else {
      if (geometry.rootEntries() == 0) {
        // The root has a cluster even if it is empty.
        place = allocate(Math.max(1, FatGeometry.ENTRY * (long) count));
      }
      if (!spec.label().isEmpty()) {
        String label = spec.label() + " ".repeat(11 - spec.label().length());
        entries.addShort(label, FatEntries.LABEL | FatEntries.ARCHIVE, time, 0, 0);
      }
    }
    List<FileTree.Entry> children = tree.list(name);
    FatNames names = new FatNames();
    for (FileTree.Entry child : children) {
      names.add(path + "/" + child.name(), child.name());
    }
    List<Extent> places = new ArrayList<>();
    for (FileTree.Entry child : children) {
      boolean isFile = child.node() instanceof RegularFile;
      long size =
          isFile
              ? size(child.node())
              : FatGeometry.ENTRY * space.entryCount(path + "/" + child.name());
      Extent extent = allocate(size);
      places.add(extent);
      entries.add(
          child.name(),
          names.shortName(child.name()),
          attributes(child.node()),
          FatTime.encode(child.node().attributes().seconds()),
          extent.first(),
          isFile ? size : 0);
    }
    write(
        path.isEmpty() && geometry.rootEntries() > 0
            ? geometry.rootOffset()
            : geometry.clusterOffset(place.first()),
        entries.bytes(),
        entries.bytes().length);
    // The root is cluster 0 to its subdirectories, wherever it is.
    for (int i = 0; i < children.size(); i++) {
      FileTree.Entry child = children.get(i);
      String childPath = path + "/" + child.name();
      if (child.node() instanceof Directory below) {
        writeDirectory(childPath, places.get(i), own, below);
      } else if (child.node() instanceof RegularFile file && file.content().size() > 0) {
        writeFile(file.content(), places.get(i));
      }
    }
  }

  private static long size(Node node) {
    return node instanceof RegularFile file ? file.content().size() : 0;
  }

  private static int attributes(Node node) {
    if (node instanceof Directory) {
      return FatEntries.DIRECTORY;
    }
    boolean writable = (node.attributes().mode() & 0200) != 0;
    return FatEntries.ARCHIVE | (writable ? 0 : FatEntries.READ_ONLY);
  }

  private void writeFile(Content content, Extent place) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long at = geometry.clusterOffset(place.first());
    long rest = content.size();
    try (InputStream in = content.open()) {
      while (rest > 0) {
        int length = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, rest));
        if (length == 0) {
          throw new EOFException(content + " is shorter than " + content.size() + " bytes");
        }
        write(at, buffer, length);
        at += length;
        rest -= length;
      }
    }
  }

  private void writeTables() throws IOException {
    byte[] buffer = new byte[FatTable.PART];
    for (int part = 0; part < table.parts(); part++) {
      table.encode(part, buffer);
      for (int copy = 0; copy < geometry.tables(); copy++) {
        write(
            geometry.tableOffset(copy) + (long) part * FatTable.PART,
            buffer,
            table.partLength(part));
      }
    }
  }

  private void writeBootSectors() throws IOException {
    byte[] boot = geometry.encode(spec.label());
    writeSector(0, boot);
    if (geometry.type() == FatType.FAT32) {
      writeSector(FatGeometry.BACKUP_SECTOR, boot);
      writeSector(FatGeometry.INFO_SECTOR, info((int) table.next()));
      writeSector(FatGeometry.BACKUP_SECTOR + 1, info(-1));
    }
  }

  /** FSInfo: where to look for free clusters, and how many there are. */
  private byte[] info(int next) {
    byte[] info = new byte[FatGeometry.SECTOR];
    System.arraycopy("RRaA".getBytes(StandardCharsets.US_ASCII), 0, info, 0, 4);
    System.arraycopy("rrAa".getBytes(StandardCharsets.US_ASCII), 0, info, 484, 4);
    Bytes.put32(info, 488, (int) (geometry.clusters() + FatGeometry.FIRST_CLUSTER - table.next()));
    Bytes.put32(info, 492, next);
    Bytes.put16(info, FatGeometry.SECTOR - 2, 0xAA55);
    return info;
  }

  /** An image that is nothing but this file system has its whole size, too. */
  private void writeEnd() throws IOException {
    long end = offset + geometry.sectors() * FatGeometry.SECTOR;
    if (image.size() < end) {
      image.write(ByteBuffer.wrap(new byte[1]), end - 1);
    }
  }

  private void writeSector(long sector, byte[] bytes) throws IOException {
    write(sector * FatGeometry.SECTOR, bytes, bytes.length);
  }

  private void write(long at, byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      image.write(buffer, offset + at + buffer.position());
    }
  }
}
