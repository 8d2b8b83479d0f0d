package org.heliosimage.zfs.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.codec.Bytes;
import org.heliosimage.zfs.zap.ZapBuilder;
import org.heliosimage.zfs.zap.ZapImage;
import org.junit.jupiter.api.Test;

/** ZAPs of our writer, whole and damaged. */
class ZapScanTest {

  private final Map<String, Long> found = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private void scan(List<byte[]> blocks) {
    found.clear();
    problems.clear();
    ZapScan scan = new ZapScan(entry -> found.put(entry.text(), entry.number()), problems::add);
    for (int i = 0; i < blocks.size(); i++) {
      scan.block(i, blocks.get(i));
    }
    scan.finish(blocks.size() - 1);
  }

  private static List<byte[]> blocks(Map<String, Long> entries, long salt) throws Exception {
    ZapBuilder builder = new ZapBuilder(salt);
    for (Map.Entry<String, Long> entry : entries.entrySet()) {
      builder.put(entry.getKey(), entry.getValue());
    }
    ZapImage image = builder.build();
    List<byte[]> blocks = new ArrayList<>();
    for (int i = 0; i < image.blockCount(); i++) {
      blocks.add(image.block(i));
    }
    return blocks;
  }

  private static Map<String, Long> entries(Generator random, int count, int longest) {
    Map<String, Long> entries = new TreeMap<>();
    while (entries.size() < count) {
      entries.put(random.name(1, longest), random.anyLong());
    }
    return entries;
  }

  @Test
  void findsWhatWasWritten() throws Exception {
    Generator.forAll(
        1,
        40,
        random -> {
          int count = random.oneOf(0, 1, 30, 500, 2047, 2048, 4000);
          Map<String, Long> entries = entries(random, count, random.oneOf(12, 49, 50, 255));
          scan(blocks(entries, random.anyLong() | 1));
          assertEquals(List.of(), problems);
          assertEquals(entries, found);
        });
  }

  @Test
  void survivesDamageAndNamesMostOfIt() throws Exception {
    int[] noticed = new int[2];
    Generator.forAll(
        1,
        300,
        random -> {
          Map<String, Long> entries = entries(random, random.oneOf(5, 300, 2500), 60);
          List<byte[]> blocks = blocks(entries, 77);
          byte[] block = random.oneOf(blocks);
          block[random.below(block.length)] ^= (byte) (1 << random.below(8));
          scan(blocks);
          noticed[0] += problems.isEmpty() ? 0 : 1;
          noticed[1]++;
        });
    // The rest hits values and unused space, which nothing in a ZAP protects.
    assertTrue(noticed[0] > noticed[1] / 4, noticed[0] + " of " + noticed[1]);
  }

  @Test
  void namesWrongPointerTable() throws Exception {
    List<byte[]> blocks = blocks(entries(new Generator(1), 3000, 60), 77);
    byte[] header = blocks.get(0);
    Bytes.put64(header, header.length - 8, 1);
    scan(blocks);
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("has a pointer table that does not lead to leaf"));
  }

  @Test
  void namesLostEntries() throws Exception {
    List<byte[]> blocks = blocks(entries(new Generator(2), 3000, 60), 77);
    byte[] leaf = blocks.get(1);
    int bucket = 48;
    while (Bytes.u16(leaf, bucket) == 0xffff) {
      bucket += 2;
    }
    Bytes.put16(leaf, bucket, 0xffff);
    scan(blocks);
    assertTrue(problems.get(0).startsWith("leaf 1 promises "), problems::toString);
  }

  @Test
  void namesEqualPlacesInAMicroZap() throws Exception {
    List<byte[]> blocks = blocks(Map.of("a", 1L), 77);
    byte[] block = blocks.get(0).clone();
    byte[] twice = new byte[1024];
    System.arraycopy(block, 0, twice, 0, 128);
    System.arraycopy(block, 64, twice, 128, 64);
    scan(List.of(twice));
    assertTrue(problems.contains("has the name a twice"), problems::toString);
  }

  @Test
  void refusesSomethingElse() {
    scan(List.of(new byte[512]));
    assertEquals(List.of("is not a ZAP"), problems);
    assertFalse(found.containsKey(""));
  }
}
