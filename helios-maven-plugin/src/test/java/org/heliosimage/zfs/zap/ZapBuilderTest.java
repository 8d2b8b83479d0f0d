package org.heliosimage.zfs.zap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZapBuilderTest {

  private static final long SALT = 0xB5AD4ECEDA1CE2A9L;

  @Test
  void smallNumbersMakeOneMicroBlock() throws Exception {
    ZapImage image = new ZapBuilder(SALT).put("VERSION", 5).put("ROOT", 4).build();
    assertEquals(512, image.blockSize());
    assertEquals(1, image.blockCount());
    assertEquals(2, image.entryCount());
    ZapReader reader = new ZapReader(image);
    assertTrue(reader.isMicro());
    assertEquals(5, reader.number("VERSION"));
    assertEquals(4, reader.number("ROOT"));
    assertNull(reader.lookup("ROO"));
  }

  @Test
  void emptyTableIsOneSector() throws Exception {
    ZapImage image = new ZapBuilder(1).build();
    assertEquals(512, image.length());
    new ZapReader(image).checkStructure(0);
  }

  @Test
  void microEndsAt2047EntriesAnd49Bytes() throws Exception {
    assertEquals(131072, numbered(2047).build().blockSize());
    assertEquals(FatZap.BLOCK, numbered(2048).build().blockSize());
    assertEquals(512, new ZapBuilder(SALT).put("n".repeat(49), 1).build().blockSize());
    assertEquals(FatZap.BLOCK, new ZapBuilder(SALT).put("n".repeat(50), 1).build().blockSize());
  }

  @Test
  void arraysAreBigEndianInLeaves() throws Exception {
    ZapReader reader =
        new ZapReader(
            new ZapBuilder(SALT)
                .putShorts("2", 5, 0xABCD)
                .putLongs("pair", 1, -2)
                .putString("text", "zfs")
                .putBytes("bytes", new byte[] {1, 2, 3})
                .put("number", 0x0102030405060708L)
                .build());
    assertFalse(reader.isMicro());
    reader.checkStructure(5);
    assertArrayEquals(new byte[] {0, 5, (byte) 0xAB, (byte) 0xCD}, reader.lookup("2"));
    assertArrayEquals(
        new byte[] {0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, -1, -1, -1, -2}, reader.lookup("pair"));
    assertArrayEquals("zfs\0".getBytes(StandardCharsets.UTF_8), reader.lookup("text"));
    assertArrayEquals(new byte[] {1, 2, 3}, reader.lookup("bytes"));
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, reader.lookup("number"));
  }

  @Test
  void equalHashesGetDifferentiators() throws Exception {
    // 28 bits: among 60,000 names a few pairs collide.
    Generator generator = new Generator(1);
    Map<Long, List<String>> byHash = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      String name = generator.name(10, 14);
      byHash.computeIfAbsent(ZapReader.hash(SALT, name), h -> new ArrayList<>()).add(name);
    }
    List<String> colliding =
        byHash.values().stream().filter(names -> names.size() > 1).flatMap(List::stream).toList();
    assertFalse(colliding.isEmpty());
    for (boolean fat : List.of(false, true)) {
      ZapBuilder builder = new ZapBuilder(SALT);
      colliding.forEach(name -> builder.put(name, name.hashCode()));
      if (fat) {
        builder.putString("kind", "fat");
      }
      ZapReader reader = new ZapReader(builder.build());
      reader.checkStructure(builder.size());
      colliding.forEach(name -> assertEquals(name.hashCode(), reader.number(name)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2047, 2048, 30_000, 200_000})
  void everyNameIsFound(int count) throws Exception {
    ZapReader reader = new ZapReader(numbered(count).build());
    reader.checkStructure(count);
    for (int i = 0; i < count; i++) {
      assertEquals(i, reader.number("file-" + i));
    }
    assertNull(reader.lookup("file-" + count));
  }

  @Test
  void millionEntriesNeedLittleHeap() throws Exception {
    ZapImage image = numbered(1_000_000).build();
    byte[] block = new byte[image.blockSize()];
    long entries = 0;
    for (int i = 0; i < image.blockCount(); i++) {
      image.copyBlock(i, block, 0);
      if (block[24] == (byte) 0xAF && i > 0) {
        entries += (block[30] & 0xFF) | (block[31] & 0xFF) << 8;
      }
    }
    assertEquals(1_000_000, entries);
  }

  @Test
  void anyTableReadsBackInAnyOrder() throws Exception {
    Generator.forAll(
        1,
        60,
        g -> {
          Map<String, byte[]> meant = new HashMap<>();
          int count = g.below(g.oneOf(8, 300, 3000));
          boolean numbersOnly = g.oneIn(3);
          for (int i = 0; i < count; i++) {
            meant.put(
                g.name(1, g.oneOf(3, 20, 255)),
                g.bytes(numbersOnly ? 8 : g.oneOf(8, 8, 8, 1 + g.below(200), 8192)));
          }
          List<String> names = new ArrayList<>(meant.keySet());
          long salt = g.anyLong() | 1;
          byte[] first = fill(salt, names, meant);
          Collections.reverse(names);
          assertArrayEquals(first, fill(salt, names, meant));
        });
  }

  private static byte[] fill(long salt, List<String> names, Map<String, byte[]> meant)
      throws Exception {
    ZapBuilder builder = new ZapBuilder(salt);
    for (String name : names) {
      byte[] value = meant.get(name);
      if (value.length == 8) {
        builder.put(name, ByteBuffer.wrap(value).getLong());
      } else {
        builder.putBytes(name, value);
      }
    }
    ZapImage image = builder.build();
    ZapReader reader = new ZapReader(image);
    reader.checkStructure(names.size());
    names.forEach(name -> assertArrayEquals(meant.get(name), reader.lookup(name), name));
    byte[] all = new byte[(int) image.length()];
    for (int i = 0; i < image.blockCount(); i++) {
      image.copyBlock(i, all, i * image.blockSize());
    }
    return all;
  }

  @Test
  void refusesWhatNoTableHolds() {
    ZapBuilder builder = new ZapBuilder(SALT);
    assertThrows(IllegalArgumentException.class, () -> new ZapBuilder(0));
    assertThrows(IllegalArgumentException.class, () -> builder.put("", 1));
    assertThrows(IllegalArgumentException.class, () -> builder.put("n".repeat(256), 1));
    assertThrows(IllegalArgumentException.class, () -> builder.putBytes("n", new byte[8193]));
    assertThrows(IllegalArgumentException.class, () -> builder.putLongs("n"));
    assertThrows(IllegalArgumentException.class, () -> builder.putShorts("n", 0x10000));
    builder.put("twice", 1).put("twice", 2);
    assertThrows(IllegalArgumentException.class, builder::build);
  }

  private static ZapBuilder numbered(int count) {
    ZapBuilder builder = new ZapBuilder(SALT);
    for (int i = 0; i < count; i++) {
      builder.put("file-" + i, i);
    }
    return builder;
  }
}
