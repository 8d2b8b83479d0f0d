package org.heliosimage.zfs.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heliosimage.codec.Bytes;
import org.junit.jupiter.api.Test;

class SpaceMapTest {

  private static final Geometry GEOMETRY = Geometry.of(8L << 30, 9);

  @Test
  void longRunsAreSplit() {
    long used = (40_000L << 9);
    byte[] entries = new SpaceMap(GEOMETRY, used).entries();
    assertEquals(32767, Bytes.u64(entries, 0));
    assertEquals((32768L << 16) | (40_000 - 32768 - 1), Bytes.u64(entries, 8));
    assertEquals(0, Bytes.u64(entries, 16));
    byte[] bonus = new SpaceMap(GEOMETRY, used).bonus(77, true);
    assertEquals(77, Bytes.u64(bonus, 0));
    assertEquals(16, Bytes.u64(bonus, 8));
    assertEquals(used, Bytes.u64(bonus, 16));
    // 512 MiB less 20 MiB are free: between 2^28 and 2^29.
    assertEquals(1, Bytes.u64(bonus, 64 + 8 * (28 - 9)));
  }

  @Test
  void aFullMetaslabFits() {
    for (long gibibytes = 1; gibibytes <= 1 << 17; gibibytes *= 4) {
      Geometry geometry = Geometry.of(gibibytes << 30, 9);
      byte[] entries = new SpaceMap(geometry, geometry.metaslab()).entries();
      assertTrue(entries.length <= 128 << 10);
      assertEquals(1, Integer.bitCount(entries.length));
    }
  }
}
