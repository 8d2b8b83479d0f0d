package org.heliosimage.zfs.zpl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;

class DnodePhysTest {

  @Test
  void fieldsAreWhereTheFormatHasThem() {
    byte[] dnode = new byte[DnodePhys.SIZE];
    Arrays.fill(dnode, (byte) 0x5A);
    DnodePhys.of(19, 131072, 44, 168)
        .withBlocks(2, 0x102, 0x30405)
        .withFlags(DnodePhys.FLAG_USER_ACCOUNTED)
        .withAlgorithms(7, 15)
        .encode(dnode, 0);
    byte[] expected = new byte[64];
    byte[] head = {19, 17, 2, 1, 44, 7, 15, 3, 0, 1, (byte) 168};
    System.arraycopy(head, 0, expected, 0, head.length);
    expected[16] = 2;
    expected[17] = 1;
    expected[24] = 5;
    expected[25] = 4;
    expected[26] = 3;
    assertArrayEquals(expected, Arrays.copyOf(dnode, 64));
    assertEquals(0x5A, dnode[64]);
  }

  @Test
  void pointersLeaveRoomForTheBonus() {
    assertEquals(3, DnodePhys.pointerCount(0, 0));
    assertEquals(3, DnodePhys.pointerCount(7, 48));
    assertEquals(1, DnodePhys.pointerCount(12, 256));
    assertEquals(1, DnodePhys.pointerCount(16, 320));
    assertEquals(1, DnodePhys.pointerCount(44, 168));
    assertEquals(192, DnodePhys.of(19, 512, 44, 168).bonusOffset());
    assertEquals(64 + 256, DnodePhys.of(10, 16384, 0, 0).pointerOffset(2));
  }

  @Test
  void decodesWhatItEncodes() throws Exception {
    Generator.forAll(
        1,
        200,
        g -> {
          int bonus = 8 * g.below(25);
          DnodePhys dnode =
              DnodePhys.of(1 + g.below(60), 512 * (1 + g.below(256)), bonus == 0 ? 0 : 44, bonus)
                  .withBlocks(1 + g.below(6), g.between(0, 1L << 40), g.between(0, 1L << 50))
                  .withAlgorithms(g.below(10), g.below(16))
                  .withFlags(bonus != 0 && g.oneIn(2) ? DnodePhys.FLAG_SPILL : 0);
          byte[] bytes = new byte[2 * DnodePhys.SIZE];
          dnode.encode(bytes, DnodePhys.SIZE);
          assertTrue(DnodePhys.isFree(bytes, 0));
          assertEquals(dnode, DnodePhys.decode(bytes, DnodePhys.SIZE));
        });
  }

  @Test
  void refusesDamage() {
    byte[] dnode = new byte[DnodePhys.SIZE];
    DnodePhys.of(19, 512, 44, 320).encode(dnode, 0);
    for (int[] change : new int[][] {{3, 0}, {3, 4}, {2, 0}, {8, 0}, {7, 4}, {11, 2}, {12, 1}}) {
      byte[] damaged = dnode.clone();
      damaged[change[0]] = (byte) change[1];
      assertThrows(ZplException.class, () -> DnodePhys.decode(damaged, 0), "byte " + change[0]);
    }
  }
}
