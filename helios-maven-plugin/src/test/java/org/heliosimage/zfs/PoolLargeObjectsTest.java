package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of very many entries, and files beyond the reach of 31 and 32 bits. */
class PoolLargeObjectsTest {

  private static final int MANY = 30_000;
  private static final long GIBIBYTE = 1L << 30;

  /** Object of the first entry of a file system's root. */
  private static final String FIRST_ENTRY = "7";

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

  @Test
  void aLargeDirectory() throws Exception {
    FileTree tree = PoolSamples.emptyTree();
    tree.put("/many", new Directory(PoolSamples.attributes(0755)));
    for (int i = 0; i < MANY; i++) {
      String name = String.format(Locale.ROOT, "entry-%05d", i);
      tree.put("/many/" + name, new RegularFile(PoolSamples.attributes(0644), Content.of(name)));
    }
    String dump =
        zdb.assertSound(
            pool.write(PoolSamples.spec(GIBIBYTE, 9, true, Map.of("compression", "on"), tree)));
    assertEquals(MANY, grub.run("ls", GrubJudge.path("/many")).split("\\s+").length);
    for (int i = 0; i < MANY; i += MANY / 5) {
      String name = String.format(Locale.ROOT, "entry-%05d", i);
      assertEquals(name, grub.run("cat", GrubJudge.path("/many/" + name)));
    }
    assertTrue(dump.contains("\tsize\t" + (MANY + 2) + "\n"));
  }

  @Test
  void aHugeFile() throws Exception {
    FileTree tree = PoolSamples.emptyTree();
    Content huge = new Repeated(3 * GIBIBYTE + 4567);
    tree.put("/huge", new RegularFile(PoolSamples.attributes(0600), huge));
    tree.put("/hole", new RegularFile(PoolSamples.attributes(0600), new Zeros(5 * GIBIBYTE)));
    PoolSummary summary =
        pool.write(PoolSamples.spec(GIBIBYTE, 12, true, Map.of("compression", "lz4"), tree));
    zdb.assertSound(summary);
    assertEquals(huge.size() + 5 * GIBIBYTE, summary.logical());
    String hole = zdb.run("-ddddd", "rpool/ROOT/be", FIRST_ENTRY);
    assertTrue(hole.contains("path\t/hole"), hole);
    assertTrue(Pattern.compile("\\s0\\.00\\s+ZFS plain file").matcher(hole).find(), hole);
    // A part from its end: all levels of indirect blocks lead there.
    long from = huge.size() - 100_000;
    assertArrayEquals(tail(huge, from), grub.tail("/huge", from));
  }

  /** Text that compresses well and differs from block to block. */
  private record Repeated(long size) implements Content {
    @Override
    public InputStream open() {
      return new Filled(size, true);
    }
  }

  private record Zeros(long size) implements Content {
    @Override
    public InputStream open() {
      return new Filled(size, false);
    }
  }

  private static final class Filled extends InputStream {
    private static final int CHUNK = 64 << 10;
    private final long size;
    private final boolean numbered;
    private long at;

    private Filled(long size, boolean numbered) {
      this.size = size;
      this.numbered = numbered;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (at == size) {
        return -1;
      }
      int count = (int) Math.min(length, Math.min(size - at, CHUNK - at % CHUNK));
      Arrays.fill(target, offset, offset + count, numbered ? (byte) (at / CHUNK % 251) : 0);
      at += count;
      return count;
    }
  }

  private static byte[] tail(Content content, long from) throws IOException {
    try (InputStream in = content.open()) {
      in.skipNBytes(from);
      return in.readAllBytes();
    }
  }
}
