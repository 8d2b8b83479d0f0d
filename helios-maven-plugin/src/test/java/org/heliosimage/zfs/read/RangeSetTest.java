package org.heliosimage.zfs.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;

class RangeSetTest {

  private static BitSet bits(RangeSet set) {
    BitSet bits = new BitSet();
    long[] last = {-1};
    set.forEach(
        (start, end) -> {
          assertTrue(start > last[0] && end > start, "ranges are apart and in order");
          last[0] = end;
          bits.set((int) start, (int) end);
        });
    return bits;
  }

  @Test
  void behavesLikeASetOfNumbers() throws Exception {
    Generator.forAll(
        1,
        300,
        random -> {
          RangeSet a = new RangeSet();
          RangeSet b = new RangeSet();
          BitSet bitsA = new BitSet();
          BitSet bitsB = new BitSet();
          for (int i = random.below(40); i >= 0; i--) {
            int start = random.below(100);
            int end = start + 1 + random.below(15);
            BitSet part = new BitSet();
            part.set(start, end);
            boolean first = random.oneIn(2);
            RangeSet set = first ? a : b;
            BitSet bits = first ? bitsA : bitsB;
            if (random.oneIn(3)) {
              BitSet there = (BitSet) part.clone();
              there.and(bits);
              assertEquals(there.equals(part), set.remove(start, end), "all of it was there");
              bits.andNot(part);
            } else {
              assertEquals(!bits.intersects(part), set.add(start, end), "none of it was there");
              bits.or(part);
            }
          }
          assertEquals(bitsA, bits(a));
          assertEquals(bitsB, bits(b));
          assertEquals(bitsA.cardinality(), a.total());
          bitsA.andNot(bitsB);
          assertEquals(bitsA, bits(a.minus(b)));
        });
  }
}
