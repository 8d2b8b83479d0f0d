package org.heliosimage.zfs.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heliosimage.Generator;
import org.heliosimage.tree.FileTree;
import org.heliosimage.zfs.PoolFile;
import org.heliosimage.zfs.ZdbJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pools of random trees: our reader finds them sound and equal to what was meant; zdb agrees. */
class PoolPropertyTest {

  private static final int POOLS = 200;
  private static final int JUDGED_POOLS = 20;

  @TempDir Path folder;

  @Test
  void everyRandomPoolIsSoundAndHoldsWhatWasMeant() throws Exception {
    Path file = folder.resolve("pool.img");
    Generator.forAll(
        1,
        POOLS,
        random -> {
          RandomPool pool = RandomPool.write(file, random);
          try (FileChannel channel = FileChannel.open(file);
              PoolReader reader = PoolReader.open(channel, 0, pool.spec().size())) {
            PoolReport report = reader.verify(bytes -> {});
            assertEquals(List.of(), report.findings());
            assertEquals(pool.summary().allocated(), report.allocated());
            for (Map.Entry<String, FileTree> meant : pool.trees()) {
              assertEquals(List.of(), reader.compare(meant.getKey(), meant.getValue()));
            }
            assertEquals("rpool/ROOT/be", reader.poolProperties().get("bootfs"));
            assertEquals("legacy", reader.properties("rpool/ROOT").get("mountpoint"));
            assertTrue(report.summary().endsWith("no errors"), report.summary());
          }
        });
  }

  @Test
  void zdbFindsRandomPoolsSound() throws Exception {
    PoolFile file = PoolFile.in(folder);
    ZdbJudge zdb = new ZdbJudge(file);
    Generator.forAll(
        1,
        JUDGED_POOLS,
        random -> zdb.assertSound(RandomPool.write(file.file(), random).summary()));
  }
}
