package org.heliosimage.fat;

import java.io.IOException;
import java.util.Locale;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/** Counts what a tree needs of a file system. */
final class FatSpace {

  private static final long MAX_FILE = 0xFFFFFFFFL;
  private static final long MEBIBYTE = (1 << 20) / FatGeometry.SECTOR;

  private final FileTree tree;
  private final FatSpec spec;

  FatSpace(FileTree tree, FatSpec spec) {
    this.tree = tree;
    this.spec = spec;
  }

  /** Makes sure that the tree can be stored. */
  void check() throws IOException {
    FatGeometry geometry = FatGeometry.of(spec);
    checkNodes(geometry);
    long needed = clusters(geometry);
    if (needed > geometry.clusters()) {
      throw new FatException(
          String.format(
              Locale.ROOT,
              "the files need %d bytes of a FAT file system that has room for %d: make it larger",
              needed * geometry.clusterBytes(),
              (long) geometry.clusters() * geometry.clusterBytes()),
          sufficient() * FatGeometry.SECTOR);
    }
  }

  private void checkNodes(FatGeometry geometry) throws IOException {
    tree.<IOException>walk(
        (path, entry) -> {
          Node node = entry.node();
          if (node instanceof RegularFile file) {
            if (file.content().size() > MAX_FILE) {
              throw new FatException(path + " is too large for FAT: it has 4 GiB or more");
            }
          } else if (!(node instanceof Directory)) {
            throw new FatException(
                path + " cannot be in a FAT file system, which has only files and directories");
          } else if (path.equals("/")
              && geometry.rootEntries() > 0
              && entryCount(path) > geometry.rootEntries()) {
            throw new FatException(
                "the root directory of a small FAT file system has only "
                    + geometry.rootEntries()
                    + " entries: use fewer or shorter names there");
          }
        });
  }

  private long clusters(FatGeometry geometry) throws IOException {
    long[] needed = {0};
    tree.<IOException>walk(
        (path, entry) -> {
          if (entry.node() instanceof RegularFile file) {
            needed[0] += geometry.clustersOf(file.content().size());
          } else if (geometry.rootEntries() == 0 || !path.equals("/")) {
            needed[0] += Math.max(1, geometry.clustersOf(FatGeometry.ENTRY * entryCount(path)));
          }
        });
    return needed[0];
  }

  /** Sectors of a file system in whole MiB that is large enough. */
  private long sufficient() throws IOException {
    long sectors = spec.sectors();
    while (true) {
      FatGeometry geometry =
          FatGeometry.of(
              spec.fat32()
                  ? new FatSpec(sectors, true, spec.label())
                  : FatSpec.ofSize(sectors, spec.label()));
      long missing = clusters(geometry) - geometry.clusters();
      if (missing <= 0) {
        return sectors;
      }
      // Larger tables take a part of it, and larger clusters may need more: hence the loop.
      long more = (missing * geometry.clusterSectors() + MEBIBYTE - 1) / MEBIBYTE;
      sectors = (sectors / MEBIBYTE + more) * MEBIBYTE;
    }
  }

  /** Entries that a directory has. */
  long entryCount(String path) throws IOException {
    long count = path.equals("/") ? (spec.label().isEmpty() ? 0 : 1) : 2;
    for (FileTree.Entry entry : tree.list(path)) {
      count += FatEntries.count(entry.name());
    }
    return count;
  }
}
