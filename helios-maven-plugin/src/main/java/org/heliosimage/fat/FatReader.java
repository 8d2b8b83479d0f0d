package org.heliosimage.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/** Reads a FAT file system; contents stay where they are in the image. */
public final class FatReader {

  /** No directory has more than 65536 entries. */
  private static final int MAX_DIRECTORY = 2 << 20;

  private static final int MAX_DEPTH = 256;

  private final Path file;
  private final FileChannel image;
  private final long offset;
  private final FatGeometry geometry;
  private final FatTableReader table;
  private final Set<Long> directories = new HashSet<>();

  private FatReader(Path file, FileChannel image, long offset) throws IOException {
    this.file = file;
    this.image = image;
    this.offset = offset;
    this.geometry = FatGeometry.decode(read(image, offset, FatGeometry.SECTOR));
    this.table = new FatTableReader(geometry, image, offset);
  }

  /**
   * The files of a file system. Directories have mode 0755, files 0644, or 0444 if they are
   * read-only.
   *
   * @param file the image
   * @param offset where the file system begins in it
   * @throws FatException if it is damaged
   */
  public static FileTree read(Path file, long offset) throws IOException {
    try (FileChannel image = FileChannel.open(file)) {
      FatReader reader = new FatReader(file, image, offset);
      reader.table.checkCopies();
      FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
      FatGeometry geometry = reader.geometry;
      reader.readDirectory(
          geometry.rootEntries() > 0
              ? read(
                  image, offset + geometry.rootOffset(), geometry.rootEntries() * FatGeometry.ENTRY)
              : reader.directory(geometry.rootCluster(), "/"),
          "",
          tree,
          0);
      return tree;
    }
  }

  private byte[] directory(long cluster, String path) throws IOException {
    if (!directories.add(cluster)) {
      throw new FatException("two directories are in one place, one of them " + path);
    }
    List<FatTableReader.Run> runs = table.chain(cluster, path);
    long clusters = runs.stream().mapToLong(FatTableReader.Run::count).sum();
    if (clusters * geometry.clusterBytes() > MAX_DIRECTORY) {
      throw new FatException("the directory " + path + " is too large");
    }
    byte[] bytes = new byte[(int) clusters * geometry.clusterBytes()];
    int at = 0;
    for (FatTableReader.Run run : runs) {
      int length = (int) run.count() * geometry.clusterBytes();
      byte[] part = read(image, offset + geometry.clusterOffset(run.first()), length);
      System.arraycopy(part, 0, bytes, at, length);
      at += length;
    }
    return bytes;
  }

  private void readDirectory(byte[] entries, String path, FileTree tree, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new FatException("the directory " + path + " is too deep");
    }
    FatLongName longName = new FatLongName();
    for (int at = 0; at < entries.length && entries[at] != 0; at += FatGeometry.ENTRY) {
      byte[] entry = Arrays.copyOfRange(entries, at, at + FatGeometry.ENTRY);
      int attributes = Bytes.u8(entry, 11);
      if (Bytes.u8(entry, 0) == FatLongName.DELETED) {
        longName.clear();
      } else if ((attributes & FatEntries.LONG) == FatEntries.LONG) {
        longName.add(entry);
      } else if ((attributes & FatEntries.LABEL) != 0 || entry[0] == '.') {
        longName.clear();
      } else {
        String name = longName.take(entry);
        readEntry(entry, path + "/" + name, tree, depth);
      }
    }
  }

  private void readEntry(byte[] entry, String path, FileTree tree, int depth) throws IOException {
    int attributes = Bytes.u8(entry, 11);
    long cluster = (long) Bytes.u16(entry, 20) << 16 | Bytes.u16(entry, 26);
    long size = Bytes.u32(entry, 28);
    long time = FatTime.decode(Bytes.u16(entry, 24), Bytes.u16(entry, 22));
    if (tree.find(path).isPresent()) {
      throw new FatException(path + " is there twice");
    }
    if ((attributes & FatEntries.DIRECTORY) != 0) {
      tree.put(path, new Directory(Attributes.of(0755, 0, 0, time)));
      readDirectory(directory(cluster, path), path, tree, depth + 1);
      return;
    }
    int mode = (attributes & FatEntries.READ_ONLY) != 0 ? 0444 : 0644;
    tree.put(path, new RegularFile(Attributes.of(mode, 0, 0, time), content(path, cluster, size)));
  }

  private Content content(String path, long cluster, long size) throws IOException {
    List<Content> parts = new ArrayList<>();
    long rest = size;
    if (size > 0) {
      for (FatTableReader.Run run : table.chain(cluster, path)) {
        long length = Math.min(rest, run.count() * geometry.clusterBytes());
        if (length > 0) {
          parts.add(Content.range(file, offset + geometry.clusterOffset(run.first()), length));
        }
        rest -= length;
      }
    }
    if (rest > 0) {
      throw new FatException(path + " has fewer clusters than its size needs");
    }
    return parts.size() == 1 ? parts.get(0) : new FatContent(List.copyOf(parts), size);
  }

  static byte[] read(FileChannel image, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (image.read(buffer, position + buffer.position()) < 0) {
        throw new FatException("the FAT file system ends before byte " + (position + length));
      }
    }
    return buffer.array();
  }
}
