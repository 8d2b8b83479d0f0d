package org.heliosimage.fat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/** Trees that FAT can store. */
final class FatTrees {

  /** An even second, as FAT has only those. */
  static final long TIME = 1_700_000_000;

  private FatTrees() {}

  /**
   * A random tree.
   *
   * @param letters what names may end in beside ASCII
   */
  static FileTree random(Generator g, String letters) throws IOException {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, TIME));
    List<String> folders = new ArrayList<>(List.of(""));
    Set<String> taken = new HashSet<>();
    for (int i = g.below(60); i > 0; i--) {
      String parent = g.oneOf(folders);
      String name = g.name(1, g.oneOf(8, 14, 200)) + (g.oneIn(2) ? "." + g.name(1, 5) : "");
      name = g.oneIn(3) ? name.toUpperCase(Locale.ROOT) : g.oneIn(9) ? name + letters : name;
      String path = parent + "/" + name;
      if (!taken.add(path.toUpperCase(Locale.ROOT))) {
        continue;
      }
      if (g.oneIn(4)) {
        folders.add(path);
        tree.put(path, new Directory(Attributes.of(0755, 0, 0, TIME + 2 * g.below(1000))));
      } else {
        Attributes attributes = Attributes.of(g.oneOf(0644, 0444), 0, 0, TIME);
        Content content = Content.of(g.bytes(g.below(g.oneOf(2, 600, 20_000))));
        tree.put(path, new RegularFile(attributes, content));
      }
    }
    return tree;
  }

  /** A file system with room for a random tree. */
  static FatSpec spec(Generator g) {
    return g.oneOf(
        FatSpec.fat32(66_589 + g.below(5000)), FatSpec.small(4000 + g.below(40_000), ""));
  }

  static void assertSame(FileTree meant, FileTree found) throws IOException {
    assertEquals(describe(meant), describe(found));
  }

  /** Everything but the root's time, which FAT has no place for. */
  static TreeMap<String, String> describe(FileTree tree) throws IOException {
    TreeMap<String, String> all = new TreeMap<>();
    tree.<IOException>walk(
        (path, entry) -> {
          Attributes attributes = entry.node().attributes();
          String text =
              entry.node() instanceof RegularFile file
                  ? Integer.toOctalString(attributes.mode())
                      + " "
                      + Arrays.hashCode(file.content().bytes())
                  : "directory";
          all.put(path, path.equals("/") ? text : text + " " + attributes.seconds());
        });
    return all;
  }
}
