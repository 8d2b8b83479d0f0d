package org.heliosimage.zfs.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {

  /** Sizes as pools of OpenZFS have them. */
  @ParameterizedTest
  @CsvSource({
    "67108864, 62390272, 24, 3",
    "1073741824, 1069023232, 26, 15",
    "8589934592, 8585216000, 29, 15",
    "322122547200, 322117828608, 31, 149"
  })
  void metaslabs(long size, long asize, int shift, int count) {
    assertEquals(new Geometry(size, 9, asize, shift, count), Geometry.of(size, 9));
  }

  @Test
  void aTailBelowALabelIsNotUsed() {
    assertEquals(Geometry.of(1 << 30, 9).asize(), Geometry.of((1 << 30) + 262143, 9).asize());
  }

  @Test
  void whatMayBeAllocatedLeavesAReserve() throws Exception {
    Generator.forAll(
        1,
        200,
        generator -> {
          Geometry geometry =
              Geometry.of(generator.between(64L << 20, 1L << 47), (int) generator.between(9, 13));
          long space = geometry.metaslab() * geometry.count();
          assertTrue(space <= geometry.asize());
          // At least what can be lost at the ends of metaslabs.
          assertTrue(geometry.limit() <= space - geometry.count() * (128L << 10));
          assertTrue(geometry.count() >= 3 && geometry.count() <= 1 << 14);
        });
  }
}
