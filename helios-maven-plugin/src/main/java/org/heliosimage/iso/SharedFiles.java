package org.heliosimage.iso;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;

/** Regular files that were found: names with the same blocks are names of one file. */
final class SharedFiles {

  private final IsoFile image;
  private final FileTree tree;
  private final Map<Long, Data> byBlock = new HashMap<>();

  /** The data of a file, and how many names it should have and has. */
  private static final class Data {
    private final String path;
    private final long size;
    private final int links;
    private final Node node;
    private int names;

    private Data(String path, long size, int links, Node node) {
      this.path = path;
      this.size = size;
      this.links = links;
      this.node = node;
    }
  }

  SharedFiles(IsoFile image, FileTree tree) {
    this.image = image;
    this.tree = tree;
  }

  /** Adds a file to the tree. */
  void add(String path, DirectoryRecord record, Posix posix) throws IOException {
    long size = record.size();
    Node node = posix.node(Optional.of(image.content(record.block(), size)));
    if (size == 0) {
      tree.put(path, node);
      return;
    }
    Data known = byBlock.get(record.block());
    if (known == null) {
      image.own(record.block(), size, path);
      known = new Data(path, size, posix.links(), node);
      byBlock.put(record.block(), known);
      tree.put(path, node);
    } else if (known.size != size || known.links != posix.links() || !known.node.equals(node)) {
      throw new IsoException(path + " shares data with " + known.path + " but is another file");
    } else {
      tree.link(known.path, path);
    }
    known.names++;
  }

  /** Makes sure that all names were found. */
  void check() throws IsoException {
    for (Data data : byBlock.values()) {
      if (data.names != data.links) {
        throw new IsoException(
            data.path + " has " + data.names + " names and should have " + data.links);
      }
    }
  }

  /** Path and size of the file that begins at a block. */
  Optional<Map.Entry<String, Long>> at(long block) {
    return Optional.ofNullable(byBlock.get(block)).map(data -> Map.entry(data.path, data.size));
  }
}
