package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heliosimage.Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of pools and properties of file systems are what OpenZFS reads. */
class ZfsPropertiesTest {

  @TempDir Path folder;
  private PoolFile pool;
  private ZdbJudge zdb;

  @BeforeEach
  void findJudge() throws IOException {
    pool = PoolFile.in(folder);
    zdb = new ZdbJudge(pool);
  }

  @Test
  void propertiesAreWhatZfsReads() throws Exception {
    PoolSpec spec =
        new PoolSpec(
            "rpool",
            1L << 30,
            12,
            true,
            Map.of("autoexpand", "on", "failmode", "panic", "comment", "made by a test"),
            Map.of("compression", "on", "atime", "off"),
            List.of(
                new DatasetSpec("ROOT", Map.of("canmount", "off", "mountpoint", "legacy"), null),
                new DatasetSpec(
                    "ROOT/be",
                    Map.of("canmount", "noauto", "org.opensolaris.libbe:policy", "static"),
                    PoolSamples.variety(new Generator(7))),
                new DatasetSpec(
                    "home",
                    Map.of(
                        "quota",
                        "100M",
                        "reservation",
                        "50M",
                        "copies",
                        "2",
                        "checksum",
                        "sha256",
                        "recordsize",
                        "8K",
                        "compression",
                        "off"),
                    PoolSamples.variety(new Generator(8)))),
            "rpool/ROOT/be",
            "/dev/dsk/c1t0d0s0",
            true,
            1_700_000_000,
            "properties");
    PoolSummary summary = pool.write(spec);
    String dump = zdb.assertNoLeaks(summary);
    for (String line :
        List.of(
            "autoexpand = 1",
            "failmode = 2",
            "bootfs = " + summary.bootfs(),
            "compression = 1",
            "atime = 0",
            "canmount = 0",
            "canmount = 2",
            "mountpoint = legacy",
            "org.opensolaris.libbe:policy = static",
            "copies = 2",
            "recordsize = 8192",
            "quota = " + (100 << 20),
            "reserved = " + (50 << 20))) {
      assertTrue(dump.contains(line), line + " in " + dump);
    }
    assertTrue(dump.contains("comment: 'made by a test'"));
    // What a reservation promises counts as used by the parent.
    assertTrue(ZdbJudge.rootUsed(dump) > summary.allocated());
  }
}
