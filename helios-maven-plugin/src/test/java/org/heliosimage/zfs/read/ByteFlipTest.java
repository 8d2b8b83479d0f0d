package org.heliosimage.zfs.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One wrong byte anywhere in an allocated block is found and named. */
class ByteFlipTest {

  private static final int FLIPS = 500;

  /** Dataset or pool metadata; then a path, an object's number, or the dnodes. */
  private static final Pattern PLACE =
      Pattern.compile("(rpool(/ROOT|/ROOT/be|/home)?|pool metadata), .*(object|/).*");

  @TempDir Path folder;

  @Test
  void everyFlippedByteIsFoundAndNamed() throws Exception {
    Generator random = new Generator(11);
    RandomPool pool = RandomPool.write(folder.resolve("pool.img"), random);
    try (FileChannel channel =
        FileChannel.open(pool.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      List<long[]> ranges = new ArrayList<>();
      try (PoolReader reader = PoolReader.open(channel, 0, pool.spec().size())) {
        reader.marked().forEach((start, end) -> ranges.add(new long[] {start, end}));
      }
      long allocated = ranges.stream().mapToLong(range -> range[1] - range[0]).sum();
      assertEquals(pool.summary().allocated(), allocated);
      Set<String> places = new HashSet<>();
      for (int i = 0; i < FLIPS; i++) {
        long position = Vdev.DATA_START + pick(ranges, random.between(0, allocated - 1));
        flip(channel, position, 1 << random.below(8));
        List<Finding> findings = findings(channel, pool.spec().size());
        assertFalse(findings.isEmpty(), "flip at " + position + " goes unnoticed");
        String place = findings.get(0).place();
        assertTrue(PLACE.matcher(place).matches(), findings::toString);
        places.add(place.replaceAll("[0-9]+", "N"));
        restore(channel, position);
      }
      assertTrue(places.stream().anyMatch(place -> place.contains("/n")), places::toString);
      assertEquals(List.of(), findings(channel, pool.spec().size()));
    }
  }

  private byte saved;

  private void flip(FileChannel channel, long position, int bit) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    channel.read(one, position);
    saved = one.get(0);
    channel.write(ByteBuffer.wrap(new byte[] {(byte) (saved ^ bit)}), position);
  }

  private void restore(FileChannel channel, long position) throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {saved}), position);
  }

  private static long pick(List<long[]> ranges, long index) {
    for (long[] range : ranges) {
      if (index < range[1] - range[0]) {
        return range[0] + index;
      }
      index -= range[1] - range[0];
    }
    throw new IllegalArgumentException("beyond the end");
  }

  private static List<Finding> findings(FileChannel channel, long size) throws IOException {
    try (PoolReader reader = PoolReader.open(channel, 0, size)) {
      return reader.verify(bytes -> {}).findings();
    }
  }
}
