package org.heliosimage.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;

class NvlistTest {

  @Test
  void packsAsTheFormatSays() {
    byte[] packed = Nvlist.builder().add("txg", 12).flag("f").add("name", "rpool").build().encode();
    assertEquals(
        String.join(
            "",
            "01010000",
            "0000000000000001",
            // txg: 20 fixed, name, 8 of value; 16 + 4 rounded up, 8.
            ("00000020" + "00000020" + "0000000374786700" + "00000008" + "00000001")
                + "000000000000000c",
            "00000018" + "00000018" + "0000000166000000" + "00000001" + "00000000",
            "00000024" + "00000020" + "000000046e616d65" + "00000009" + "00000001",
            "0000000572706f6f6c000000",
            "0000000000000000"),
        HexFormat.of().formatHex(packed));
  }

  @Test
  void arrayOfNumbersRepeatsItsCount() {
    byte[] packed = Nvlist.builder().addNumbers("a", List.of(1L, 2L)).build().encode();
    assertEquals(4 + 8 + 20 + 4 + 4 + 16 + 8, packed.length);
    assertEquals(2, Bytes.u32be(packed, 12 + 20));
    assertEquals(2, Bytes.u32be(packed, 12 + 24));
    assertEquals(40, Bytes.u32be(packed, 16));
  }

  private static Nvlist anyList(Generator random, int depth) {
    Nvlist.Builder list = Nvlist.builder();
    int size = random.below(6);
    for (int i = 0; i < size; i++) {
      String name = random.name(0, 30) + i;
      switch (random.below(depth > 3 ? 5 : 7)) {
        case 0 -> list.flag(name);
        case 1 -> list.add(name, random.anyLong());
        case 2 -> list.add(name, new Nvlist.Int64(random.anyLong(), true));
        case 3 -> list.add(name, random.name(0, 40) + "é");
        case 4 -> {
          List<Long> numbers = new ArrayList<>();
          for (int n = random.below(5); n > 0; n--) {
            numbers.add(random.anyLong());
          }
          list.addNumbers(name, numbers);
        }
        case 5 -> list.add(name, anyList(random, depth + 1));
        default -> {
          List<Nvlist> lists = new ArrayList<>();
          for (int n = random.below(4); n > 0; n--) {
            lists.add(anyList(random, depth + 1));
          }
          list.add(name, lists);
        }
      }
    }
    return list.build();
  }

  @Test
  void unpacksWhatItPacked() throws Exception {
    Generator.forAll(
        1,
        300,
        random -> {
          Nvlist list = anyList(random, 0);
          byte[] packed = list.encode();
          Nvlist back = Nvlist.decode(Arrays.copyOf(packed, packed.length + random.below(99)));
          assertEquals(list, back);
          assertEquals(
              new ArrayList<>(list.values().keySet()), List.copyOf(back.values().keySet()));
          assertArrayEquals(packed, back.encode());
        });
  }

  @Test
  void survivesHostileBytes() throws Exception {
    Generator.forAll(
        5000,
        2000,
        random -> {
          byte[] packed = anyList(random, 0).encode();
          for (int i = random.below(4); i >= 0; i--) {
            packed[random.below(packed.length)] = (byte) random.below(256);
          }
          int length = random.oneIn(2) ? packed.length : random.below(packed.length);
          try {
            Nvlist.decode(Arrays.copyOf(packed, length)).encode();
          } catch (CodecException expected) {
            assertTrue(expected.getMessage().startsWith("nvlist: "));
          }
        });
  }

  @Test
  void refusesEndlessNesting() {
    Nvlist list = Nvlist.builder().build();
    for (int i = 0; i < 20; i++) {
      list = Nvlist.builder().add("n", list).build();
    }
    byte[] packed = list.encode();
    assertThrows(CodecException.class, () -> Nvlist.decode(packed));
  }

  @Test
  void keepsValuesOfUnknownType() throws Exception {
    byte[] packed =
        Nvlist.builder().add("b", new Nvlist.Other(21, 1, 32, "00000001")).build().encode();
    Nvlist back = Nvlist.decode(packed);
    assertEquals(new Nvlist.Other(21, 1, 32, "00000001"), back.values().get("b"));
    assertArrayEquals(packed, back.encode());
  }

  @Test
  void gettersGiveNothingForAnotherType() {
    Nvlist inner = Nvlist.builder().add("n", 1).build();
    Nvlist list =
        Nvlist.builder()
            .add("text", "t")
            .add("list", inner)
            .add("lists", List.of(inner))
            .addNumbers("numbers", List.of(3L))
            .build();
    assertEquals(OptionalLong.empty(), list.number("text"));
    assertEquals("t", list.text("text").orElseThrow());
    assertTrue(list.text("list").isEmpty());
    assertEquals(inner, list.nested("list").orElseThrow());
    assertEquals(List.of(inner), list.nestedArray("lists"));
    assertEquals(List.of(3L), list.numbers("numbers"));
    assertTrue(list.has("lists"));
    assertEquals(List.of(), list.nestedArray("list"));
  }
}
