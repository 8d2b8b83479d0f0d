package org.heliosimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heliosimage.tree.FileTree;
import org.junit.jupiter.api.Test;

class RandomTreeTest {

  private static List<String> listing(long seed) throws Exception {
    List<String> lines = new ArrayList<>();
    RandomTree.small(new Generator(seed))
        .walk((path, entry) -> lines.add(path + " " + entry.node().attributes() + entry.link()));
    return lines;
  }

  @Test
  void sameSeedGivesTheSameTree() throws Exception {
    for (long seed = 1; seed < 20; seed++) {
      assertEquals(
          listing(seed).stream().map(line -> line.replaceAll("bytes in.*", "")).toList(),
          listing(seed).stream().map(line -> line.replaceAll("bytes in.*", "")).toList());
    }
  }

  @Test
  void everyKindOfNodeComesUp() throws Exception {
    Set<String> kinds = new HashSet<>();
    for (long seed = 1; seed < 40; seed++) {
      FileTree tree = RandomTree.small(new Generator(seed));
      tree.walk(
          (path, entry) -> {
            kinds.add(entry.node().getClass().getSimpleName());
            if (entry.link() != 0) {
              kinds.add("link");
            }
            if (!entry.node().attributes().xattrs().isEmpty()) {
              kinds.add("xattr");
            }
          });
    }
    assertTrue(
        kinds.containsAll(
            Set.of("Directory", "RegularFile", "Symlink", "Device", "Fifo", "link", "xattr")),
        kinds::toString);
  }
}
