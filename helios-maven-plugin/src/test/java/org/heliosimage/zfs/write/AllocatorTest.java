package org.heliosimage.zfs.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;

class AllocatorTest {

  @Test
  void blocksNeitherOverlapNorStraddleMetaslabs() throws Exception {
    Generator.forAll(
        1,
        20,
        generator -> {
          Geometry geometry = Geometry.of(generator.between(64 << 20, 2000L << 20), 12);
          Allocator allocator = new Allocator(geometry);
          TreeMap<Long, Long> blocks = new TreeMap<>();
          long total = 0;
          while (total < geometry.limit() - (128 << 10)) {
            long size = 4096L * generator.between(1, 32);
            long at = allocator.allocate(generator.below(3), size);
            assertFalse(allocator.full(), "after " + total);
            assertEquals(at / geometry.metaslab(), (at + size - 1) / geometry.metaslab());
            assertTrue(blocks.put(at, size) == null);
            total += size;
          }
          long end = 0;
          long[] used = new long[geometry.count()];
          for (Map.Entry<Long, Long> block : blocks.entrySet()) {
            assertTrue(block.getKey() >= end);
            end = block.getKey() + block.getValue();
            int metaslab = (int) (block.getKey() >> geometry.shift());
            // Every metaslab is one run from its start.
            assertEquals(used[metaslab], block.getKey() - (metaslab * geometry.metaslab()));
            used[metaslab] += block.getValue();
          }
          for (int i = 0; i < used.length; i++) {
            assertEquals(used[i], allocator.used(i));
          }
          assertEquals(total, allocator.allocated());
        });
  }

  @Test
  void aFullDeviceGoesOnCounting() {
    Geometry geometry = Geometry.of(64 << 20, 9);
    Allocator allocator = new Allocator(geometry);
    for (int i = 0; i < 1000; i++) {
      allocator.allocate(0, 128 << 10);
    }
    assertTrue(allocator.full());
    assertEquals(1000L * (128 << 10), allocator.allocated());
  }

  @Test
  void copiesGoToDifferentThirds() {
    Allocator allocator = new Allocator(Geometry.of(1 << 30, 9));
    long first = allocator.allocate(0, 512);
    long second = allocator.allocate(1, 512);
    long third = allocator.allocate(2, 512);
    assertEquals(0, allocator.zoneOf(first));
    assertEquals(1, allocator.zoneOf(second));
    assertEquals(2, allocator.zoneOf(third));
    assertEquals(3, allocator.touched());
  }
}
