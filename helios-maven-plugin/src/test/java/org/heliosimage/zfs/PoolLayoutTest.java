package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolLayoutTest {

  private static PoolSpec spec(
      boolean features,
      Map<String, String> options,
      Map<String, String> rootOptions,
      DatasetSpec... datasets) {
    return new PoolSpec(
        "rpool",
        1L << 30,
        9,
        features,
        options,
        rootOptions,
        List.of(datasets),
        null,
        "/dev/dsk/c1t0d0s0",
        true,
        0,
        "seed");
  }

  private static DatasetSpec dataset(String name, Map<String, String> properties) {
    return new DatasetSpec(name, properties, null);
  }

  private static String refusal(PoolSpec spec) {
    return assertThrows(PoolException.class, () -> PoolLayout.of(spec)).getMessage();
  }

  @Test
  void childrenInheritWhatMattersForWriting() throws Exception {
    PoolLayout layout =
        PoolLayout.of(
            spec(
                true,
                Map.of(),
                Map.of("compression", "gzip", "recordsize", "16K"),
                dataset("ROOT", Map.of("compression", "off", "checksum", "sha256")),
                dataset("ROOT/be", Map.of("copies", "2", "recordsize", "128K")),
                dataset("home", Map.of())));
    DatasetPlan be = layout.datasets().get(2);
    assertEquals("rpool/ROOT/be", be.name());
    assertEquals(Compression.OFF, be.compression());
    assertEquals(Checksum.SHA256, be.checksum());
    assertEquals(2, be.copies());
    assertEquals(131072, be.recordSize());
    DatasetPlan home = layout.datasets().get(3);
    assertEquals(Compression.gzip(6), home.compression());
    assertEquals(16384, home.recordSize());
    assertTrue(home.properties().isEmpty());
  }

  @Test
  void compressionOnDependsOnTheFeature() throws Exception {
    Map<String, String> on = Map.of("compression", "on");
    assertEquals(
        Compression.LZ4, PoolLayout.of(spec(true, Map.of(), on)).datasets().get(0).compression());
    assertEquals(
        Compression.LZJB, PoolLayout.of(spec(false, Map.of(), on)).datasets().get(0).compression());
    String message = refusal(spec(false, Map.of(), Map.of("compression", "lz4")));
    assertTrue(message.contains("lz4_compress"), message);
  }

  @Test
  void featuresBringWhatTheyNeed() throws Exception {
    PoolLayout layout =
        PoolLayout.of(spec(false, Map.of("feature@hole_birth", "enabled"), Map.of()));
    assertTrue(layout.has(Feature.ENABLED_TXG));
    assertFalse(layout.has(Feature.LZ4_COMPRESS));
    assertFalse(
        PoolLayout.of(spec(true, Map.of("feature@lz4_compress", "disabled"), Map.of()))
            .has(Feature.LZ4_COMPRESS));
  }

  @ParameterizedTest
  @CsvSource({
    "canmount,noauto,2",
    "compression,gzip-9,13",
    "recordsize,64k,65536",
    "quota,10G,10737418240",
    "quota,none,0",
    "atime,off,0",
    "primarycache,metadata,1",
    "aclinherit,passthrough-x,5"
  })
  void valuesAreStoredAsTheirNumbers(String name, String value, long number) throws Exception {
    PoolLayout layout = PoolLayout.of(spec(true, Map.of(), Map.of(name, value)));
    assertEquals(new PropertyValue.Amount(number), layout.datasets().get(0).properties().get(name));
  }

  @ParameterizedTest
  @CsvSource({
    "compression,zstd",
    "compression,gzip-10",
    "recordsize,1M",
    "recordsize,1000",
    "atime,yes",
    "mountpoint,relative",
    "casesensitivity,mixed",
    "quota,many",
    "quota,99999999999999E",
    "colour,blue",
    "UPPER:case,x"
  })
  void aWrongPropertyIsNamed(String name, String value) {
    String message = refusal(spec(true, Map.of(), Map.of(name, value)));
    assertTrue(message.contains("rpool") && message.contains(name), message);
  }

  @ParameterizedTest
  @CsvSource({
    "autoexpand,yes",
    "ashift,12",
    "failmode,retry",
    "bootfs,rpool/nowhere",
    "feature@encryption,enabled",
    "feature@lz4_compress,maybe",
    "version,28",
    "comment,a comment that is longer than thirty-two"
  })
  void aWrongPoolOptionIsNamed(String name, String value) {
    String message = refusal(spec(true, Map.of(name, value), Map.of()));
    assertTrue(message.contains(name.replace("feature@encryption", "encryption")), message);
  }

  @Test
  void datasetsNeedTheirParents() {
    assertTrue(
        refusal(spec(true, Map.of(), Map.of(), dataset("ROOT/be", Map.of())))
            .contains("rpool/ROOT/be"));
    assertTrue(
        refusal(spec(true, Map.of(), Map.of(), dataset("a", Map.of()), dataset("a", Map.of())))
            .contains("twice"));
    assertTrue(refusal(spec(true, Map.of(), Map.of(), dataset("a@b", Map.of()))).contains("a@b"));
  }

  @Test
  void aTinyDeviceIsRefusedWithTheSizeItNeeds() {
    PoolException e =
        assertThrows(
            PoolException.class,
            () -> PoolLayout.of(spec(true, Map.of(), Map.of()).withSize(63 << 20)));
    assertEquals(64 << 20, e.neededBytes());
  }
}
