package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.heliosimage.Generator;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools on devices of all sizes, and on those that are too small. */
class PoolSizeTest {

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
  @CsvSource({"64, 9", "70, 12", "300000, 9"})
  void deviceSizes(int mebibytes, int ashift) throws Exception {
    FileTree tree = PoolSamples.variety(new Generator(mebibytes));
    // Not a multiple of a label, as a slice is not.
    long size = ((long) mebibytes << 20) + 12345 * 512;
    zdb.assertSound(
        pool.write(PoolSamples.spec(size, ashift, true, Map.of("compression", "on"), tree)));
    grub.assertSameFiles("ROOT/be", tree);
  }

  @Test
  void aPoolThatIsTooSmallSaysWhatItNeeds() throws Exception {
    FileTree tree = PoolSamples.emptyTree();
    Generator generator = new Generator(5);
    for (int i = 0; i < 150; i++) {
      tree.put(
          "/f" + i,
          new RegularFile(PoolSamples.attributes(0644), Content.of(generator.bytes(1 << 20))));
    }
    PoolSpec spec = PoolSamples.spec(100 << 20, 12, true, Map.of("compression", "on"), tree);
    PoolException e = assertThrows(PoolException.class, () -> pool.write(spec));
    assertTrue(e.getMessage().contains((e.neededBytes() >> 20) + " MiB"), e.getMessage());
    assertTrue(e.neededBytes() < 320 << 20, e.getMessage());
    assertFalse(zdb.labels().contains("rpool"));
    Files.delete(pool.file());
    zdb.assertSound(pool.write(spec.withSize(e.neededBytes())));
  }
}
