package org.heliosimage.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.RandomTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TreeComparisonTest {

  private static final Attributes PLAIN = Attributes.of(0644, 0, 0, 7);

  private FileTree meant;
  private FileTree found;

  @BeforeEach
  void twoEqualTrees() throws Exception {
    meant = tree();
    found = tree();
  }

  private static FileTree tree() throws Exception {
    FileTree tree = new FileTree(PLAIN);
    tree.put("/dir", new Directory(PLAIN));
    tree.put("/dir/file", new RegularFile(PLAIN, Content.of("one two")));
    tree.put("/dir/device", new Device(PLAIN, true, 3, 4));
    tree.put("/link", new Symlink(PLAIN, "dir"));
    tree.put("/a", new Fifo(PLAIN));
    tree.link("/a", "/b");
    tree.link("/a", "/c");
    return tree;
  }

  private List<String> differences() throws Exception {
    return new TreeComparison(found, meant).run().stream().map(Object::toString).toList();
  }

  @Test
  void equalTreesHaveNoDifference() throws Exception {
    assertEquals(List.of(), differences());
    Generator.forAll(
        1,
        20,
        random ->
            assertEquals(
                List.of(),
                new TreeComparison(
                        RandomTree.small(new Generator(random.seed())),
                        RandomTree.small(new Generator(random.seed())))
                    .run()));
  }

  @Test
  void namesWhatIsMissingOrTooMany() throws Exception {
    found.remove("/link");
    found.put("/dir/new", new Fifo(PLAIN));
    assertEquals(
        List.of("/dir/new: was not meant to be there", "/link: is missing"), differences());
  }

  @Test
  void namesTheFirstByteThatDiffers() throws Exception {
    found.put("/dir/file", new RegularFile(PLAIN, Content.of("one too")));
    assertEquals(List.of("/dir/file: differs at byte 5"), differences());
    found.put("/dir/file", new RegularFile(PLAIN, Content.of("one")));
    assertEquals(List.of("/dir/file: has 3 bytes, meant were 7"), differences());
  }

  @Test
  void namesOtherKindsAndTargets() throws Exception {
    found.put("/dir/file", new Symlink(PLAIN, "x"));
    found.put("/dir/device", new Device(PLAIN, false, 3, 4));
    found.put("/link", new Symlink(PLAIN, "other"));
    assertEquals(
        List.of(
            "/dir/device: device is character 3,4, meant was block 3,4",
            "/dir/file: is a Symlink, meant was a RegularFile",
            "/link: target is other, meant was dir"),
        differences());
  }

  @Test
  void namesAttributes() throws Exception {
    found.setAttributes(
        "/dir",
        PLAIN
            .withMode(0755)
            .withOwner(5, 6)
            .withTime(7, 8)
            .withXattrs(new TreeMap<>(Map.of("x", Content.of("v")))));
    assertEquals(
        List.of(
            "/dir: mode is 755, meant was 644",
            "/dir: owner is 5:6, meant was 0:0",
            "/dir: time is 7 s 8 ns, meant was 7 s 0 ns",
            "/dir: extended attributes is [x], meant was []"),
        differences());
    meant.setAttributes(
        "/dir",
        found.get("/dir").attributes().withXattrs(new TreeMap<>(Map.of("x", Content.of("w")))));
    assertEquals(List.of("/dir (attribute x): differs at byte 0"), differences());
  }

  @Test
  void namesLinksThatAreSplitOrJoined() throws Exception {
    found.put("/c", new Fifo(PLAIN));
    assertEquals(List.of("/c: is not a further name of /a"), differences());
    found.link("/dir/file", "/d");
    meant.put("/d", new RegularFile(PLAIN, Content.of("one two")));
    assertEquals(
        List.of(
            "/c: is not a further name of /a",
            "/dir/file: is a further name of /d, which was not meant"),
        differences());
  }
}
