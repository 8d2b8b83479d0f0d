package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.heliosimage.Generator;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.RawFile;
import org.heliosimage.disk.Slice;
import org.heliosimage.tree.FileTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools in a slice of a labelled disk. */
class PoolOnDiskTest {

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
  @CsvSource({"false", "true"})
  void aSliceOfALabelledDisk(boolean efi) throws Exception {
    FileTree tree = PoolSamples.contents(new Generator(3), 0, 700, 70_000, 300_000);
    DiskLayout disk = efi ? DiskLayout.efi(160 << 20, 40 << 20) : DiskLayout.whole(120 << 20);
    Slice slice = disk.zfs();
    Path image = folder.resolve("disk.raw");
    PoolSummary summary;
    try (FileChannel out = RawFile.create(image, disk.size());
        FileChannel extracted =
            FileChannel.open(
                pool.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Label.write(disk, "test", out);
      PoolSpec spec = PoolSamples.spec(slice.length(), 9, true, Map.of("compression", "on"), tree);
      summary = PoolWriter.write(spec, out, slice.offset(), done -> {});
      assertEquals(disk, Label.read(out));
      RawFile.extract(out, slice.offset(), slice.length(), extracted);
    }
    zdb.assertSound(summary);
    String listing = grub.list(image, "(loop0,gpt" + (slice.index() + 1) + ")/ROOT/be@/");
    assertTrue(listing.contains("text-70000"), listing);
  }
}
