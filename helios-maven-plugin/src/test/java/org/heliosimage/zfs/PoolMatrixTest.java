package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heliosimage.Generator;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.zfs.zpl.FileType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of node with every compression, block size and set of features, as OpenZFS and GRUB
 * see it.
 */
class PoolMatrixTest {

  @TempDir Path folder;
  private PoolFile pool;
  private ZdbJudge zdb;
  private GrubJudge grub;

  @BeforeEach
  void findJudges() throws IOException {
    pool = PoolFile.in(folder);
    zdb = new ZdbJudge(pool);
    grub = new GrubJudge(pool);
  }

  @ParameterizedTest
  @CsvSource({"9, true", "12, true", "13, true", "9, false", "12, false"})
  void everyKindOfNodeWithEveryCompression(int ashift, boolean features) throws Exception {
    FileTree tree = PoolSamples.variety(new Generator(ashift));
    List<DatasetSpec> datasets = new ArrayList<>();
    datasets.add(new DatasetSpec("ROOT", Map.of("canmount", "off"), null));
    datasets.add(new DatasetSpec("ROOT/be", Map.of("compression", "on"), tree));
    for (String compression :
        List.of("off", "lzjb", "zle", "gzip-1", "gzip", "gzip-9", features ? "lz4" : "on")) {
      datasets.add(
          new DatasetSpec(
              "ROOT/" + compression,
              Map.of("compression", compression),
              PoolSamples.contents(new Generator(compression.hashCode()), 50, 600, 5000, 300_000)));
    }
    PoolSpec spec = PoolSamples.spec(256 << 20, ashift, features, Map.of(), tree);
    String dump =
        zdb.assertSound(
            pool.write(
                new PoolSpec(
                    "rpool",
                    spec.size(),
                    ashift,
                    features,
                    Map.of(),
                    Map.of(),
                    datasets,
                    spec.bootfs(),
                    spec.devicePath(),
                    true,
                    spec.time(),
                    "compressions")));
    assertNodes(tree, zdb.objects("rpool/ROOT/be"));
    for (DatasetSpec dataset : datasets) {
      FileTree files = dataset.tree();
      if (files != null) {
        grub.assertSameFiles(dataset.name(), files);
      }
    }
  }

  /** zdb sees the attributes of every node. */
  private static void assertNodes(FileTree tree, Map<String, Map<String, String>> objects)
      throws Exception {
    Map<Integer, Long> links = new HashMap<>();
    tree.walk((path, entry) -> links.merge(entry.link(), 1L, Long::sum));
    tree.walk(
        (path, entry) -> {
          Map<String, String> found = objects.get(path);
          if (found == null) {
            // zdb shows one path of an object.
            assertTrue(entry.link() != 0, path);
            return;
          }
          Attributes meant = entry.node().attributes();
          assertEquals(Integer.toString(meant.uid()), found.get("uid"), path);
          assertEquals(Integer.toString(meant.gid()), found.get("gid"), path);
          assertEquals(
              FileType.of(entry.node()).modeBits() | meant.mode(),
              Integer.parseInt(found.get("mode"), 8),
              path);
          assertEquals(!meant.xattrs().isEmpty(), found.containsKey("xattr"), path);
          if (entry.node() instanceof RegularFile file) {
            assertEquals(Long.toString(file.content().size()), found.get("size"), path);
            long names = entry.link() == 0 ? 1 : links.get(entry.link());
            assertEquals(Long.toString(names), found.get("links"), path);
          } else if (entry.node() instanceof Symlink link) {
            assertEquals(link.target(), found.get("target"), path);
          } else if (entry.node() instanceof Device device) {
            assertEquals(
                String.format(Locale.ROOT, "0x%08x%08x", device.major(), device.minor()),
                found.get("rdev"),
                path);
          }
        });
  }
}
