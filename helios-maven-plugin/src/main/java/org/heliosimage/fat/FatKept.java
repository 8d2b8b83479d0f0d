package org.heliosimage.fat;

import java.io.IOException;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/** What a FAT file system keeps of a tree. */
public final class FatKept {

  private FatKept() {}

  /** The tree as {@link FatReader} gives it back once it was written. */
  public static FileTree of(FileTree tree) throws IOException {
    FileTree kept = new FileTree(Attributes.of(0755, 0, 0, 0));
    tree.<IOException>walk(
        (path, entry) -> {
          Attributes attributes = entry.node().attributes();
          int encoded = FatTime.encode(attributes.seconds());
          long time = FatTime.decode(encoded >>> 16, encoded & 0xFFFF);
          if (entry.node() instanceof RegularFile file) {
            int mode = (attributes.mode() & 0200) != 0 ? 0644 : 0444;
            kept.put(path, new RegularFile(Attributes.of(mode, 0, 0, time), file.content()));
          } else if (!path.equals("/")) {
            kept.put(path, new Directory(Attributes.of(0755, 0, 0, time)));
          }
        });
    return kept;
  }
}
