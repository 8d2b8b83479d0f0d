package org.heliosimage.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.junit.jupiter.api.Test;

class FileTreeTest {

  private static final Attributes DIR = Attributes.of(0755, 0, 0, 0);
  private static final Attributes FILE = Attributes.of(0644, 0, 0, 0);

  private final FileTree tree = new FileTree(DIR);

  private static RegularFile file(String text) {
    return new RegularFile(FILE, Content.of(text));
  }

  private static Map<String, String> image(FileTree tree) throws Exception {
    Map<String, String> image = new TreeMap<>();
    tree.<Exception>walk(
        (path, entry) ->
            image.put(
                path,
                entry.node() instanceof RegularFile f
                    ? f.content().text() + " " + Integer.toOctalString(f.attributes().mode())
                    : entry.node().toString()));
    return image;
  }

  @Test
  void walkVisitsParentsFirstAndNamesInOrder() throws Exception {
    tree.mkdirs("/b/c", DIR);
    tree.put("/b/a", file("x"));
    tree.put("/a", file("y"));
    List<String> seen = new ArrayList<>();
    tree.<RuntimeException>walk((path, entry) -> seen.add(path));
    assertEquals(List.of("/", "/a", "/b", "/b/a", "/b/c"), seen);
  }

  @Test
  void pathsThatLeaveTheRootAreRefused() {
    assertThrows(TreeException.class, () -> tree.put("/../x", file("")));
    assertThrows(TreeException.class, () -> tree.put("a/./b", file("")));
    assertThrows(TreeException.class, () -> tree.put("a\0b", file("")));
    assertThrows(TreeException.class, () -> tree.put("n".repeat(256), file("")));
  }

  @Test
  void linksAreFollowedInsideTheRootOnly() throws Exception {
    tree.mkdirs("/usr/bin", DIR);
    tree.put("/bin", new Symlink(FILE, "./usr/bin"));
    tree.put("/usr/top", new Symlink(FILE, "../../../etc"));
    tree.mkdirs("/etc", DIR);
    tree.put("/loop", new Symlink(FILE, "loop"));
    assertEquals("/usr/bin/sh", tree.resolve("/bin/sh", true));
    assertEquals("/etc/passwd", tree.resolve("/usr/top/passwd", true));
    assertEquals("/usr/top", tree.resolve("usr/top", false));
    assertThrows(TreeException.class, () -> tree.resolve("/loop/x", true));
    assertThrows(TreeException.class, () -> tree.resolve("/none/x", true));
  }

  @Test
  void hardLinksShareAttributesAndContent() throws Exception {
    tree.put("/a", file("one"));
    tree.link("/a", "/b");
    tree.setAttributes("/b", FILE.withMode(0600));
    assertEquals(0600, tree.get("/a").attributes().mode());
    FileTree copy = tree.snapshot();
    copy.setAttributes("/a", FILE.withMode(0400));
    assertEquals(0600, tree.get("/b").attributes().mode());
    assertEquals(0400, copy.get("/b").attributes().mode());
    tree.put("/a", file("two"));
    assertEquals("one", ((RegularFile) tree.get("/b")).content().text());
  }

  @Test
  void putKeepsTypesApart() throws Exception {
    tree.put("/d", new Directory(DIR));
    tree.put("/f", file(""));
    assertThrows(TreeException.class, () -> tree.put("/d", file("")));
    assertThrows(TreeException.class, () -> tree.put("/f", new Directory(DIR)));
    assertThrows(TreeException.class, () -> tree.put("/f/x", file("")));
    assertThrows(TreeException.class, () -> tree.put("/none/x", file("")));
    assertThrows(TreeException.class, () -> tree.link("/d", "/e"));
  }

  @Test
  void snapshotsNeverSeeLaterChanges() throws Exception {
    Generator.forAll(1, 50, FileTreeTest::checkSnapshots);
  }

  private static void checkSnapshots(Generator generator) throws Exception {
    FileTree tree = new FileTree(DIR);
    List<FileTree> snapshots = new ArrayList<>();
    List<Map<String, String>> images = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String path = "/" + generator.name(1, 1) + "/" + generator.name(1, 1);
      try {
        switch (generator.below(6)) {
          case 0 -> tree.mkdirs(path, DIR.withMode(0700 + generator.below(8)));
          case 1 -> tree.removeTree(path);
          case 2 -> tree.link(path, "/" + generator.name(1, 1));
          case 3 -> tree.setAttributes(path, FILE.withMode(generator.below(512)));
          default -> {
            tree.mkdirs(path.substring(0, 2), DIR);
            tree.put(path, file("v" + i));
          }
        }
      } catch (TreeException expected) {
        // The random path does not suit the operation: nothing may have changed.
      }
      if (generator.oneIn(10)) {
        snapshots.add(tree.snapshot());
        images.add(image(tree));
      }
    }
    for (int i = 0; i < snapshots.size(); i++) {
      assertEquals(images.get(i), image(snapshots.get(i)), "snapshot " + i);
    }
  }
}
