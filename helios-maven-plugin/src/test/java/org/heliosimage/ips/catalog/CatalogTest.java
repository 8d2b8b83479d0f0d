package org.heliosimage.ips.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.manifest.ManifestException;
import org.junit.jupiter.api.Test;

class CatalogTest {

  private static final Instant TIME = Instant.parse("2026-11-01T02:03:04Z");

  private static CatalogItem item(String fmri, String... lines) throws IOException {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    return CatalogItem.of(Fmri.parse(fmri), Manifest.parse(text, fmri));
  }

  private static List<CatalogItem> items() throws IOException {
    return List.of(
        item("pkg://p/b@2,5.11-1:20240101T000000Z", "depend fmri=a type=require"),
        item(
            "pkg://p/b@1,5.11-1:20240101T000000Z",
            "set name=variant.arch value=i386 value=sparc",
            "set name=pkg.summary value=\"a \\\"b\\\" \u00fc\"",
            "set name=pkg.summary:de value=nein",
            "set name=pkg.fmri value=pkg://p/b@1",
            "set name=pkg.obsolete value=true",
            "file 12 path=x",
            "depend fmri=a@1 type=incorporate"),
        item("pkg://p/a/c@10"),
        item("pkg://q/a@1", "set name=pkg.renamed value=true"));
  }

  private static Optional<Catalog> read(Map<String, byte[]> files, String publisher)
      throws IOException {
    return CatalogReader.read(
        name -> files.containsKey(name) ? new ByteArrayInputStream(files.get(name)) : null,
        publisher,
        "file:///r");
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    for (boolean signed : new boolean[] {true, false}) {
      SortedMap<String, byte[]> files = new CatalogWriter(TIME, signed).write(items());
      Catalog catalog = read(files, "p").orElseThrow();
      assertEquals(List.of("a/c", "b"), List.copyOf(catalog.stems()));
      assertEquals(3, catalog.size());
      assertEquals(
          List.of("1,5.11-1:20240101T000000Z", "2,5.11-1:20240101T000000Z"),
          catalog.versions("b").stream().map(entry -> entry.version().toString()).toList());
      CatalogEntry first = catalog.versions("b").get(0);
      assertEquals(items().get(1).entry(), first);
      assertEquals(
          List.of(
              "depend fmri=a@1 type=incorporate",
              "set name=variant.arch value=i386 value=sparc",
              "set name=pkg.obsolete value=true"),
          first.dependencies());
      assertEquals(3, first.actions().size());
      assertEquals(first, catalog.find("b", Version.parse("1-1:20240101T000000Z")).orElseThrow());
      assertTrue(catalog.find("b", Version.parse("1")).isEmpty());
      assertTrue(catalog.versions("zzz").isEmpty());
      assertEquals(1, read(files, "q").orElseThrow().size());
      assertEquals(0, read(files, "r").orElseThrow().size());
    }
    assertTrue(read(Map.of(), "p").isEmpty());
  }

  @Test
  void textIsThatOfPkg() throws Exception {
    Map<String, byte[]> files = new CatalogWriter(TIME, true).write(items());
    String base = new String(files.get("catalog.base.C"), UTF_8);
    assertTrue(
        base.startsWith(
            "{\"p\":{\"a/c\":[{\"signature-sha-1\":\"adc83b19e793491b1c6ea0fd8b46cd9f32e592fc\","
                + "\"version\":\"10,5.11\"}],\"b\":[{"),
        base);
    assertTrue(base.matches("(?s).*,\"_SIGNATURE\":\\{\"sha-1\":\"[0-9a-f]{40}\"}}\n"), base);
    assertEquals(
        "{\"p\":{\"b\":[{\"actions\":[\"set name=pkg.summary value='a \\\"b\\\" \\u00FC'\"],"
            + "\"version\":\"1,5.11-1:20240101T000000Z\"}]}",
        new String(files.get("catalog.summary.C"), UTF_8).replaceAll(",\"_SIGN.*\n", ""));
    String attrs = new String(files.get("catalog.attrs"), UTF_8);
    assertTrue(
        attrs.startsWith(
            "{\"created\":\"20261101T020304Z\",\"last-modified\":\"20261101T020304Z\","
                + "\"package-count\":3,\"package-version-count\":4,\"parts\":{\"catalog.base.C\":"
                + "{\"last-modified\":\"20261101T020304Z\",\"signature-sha-1\":\""),
        attrs);
    assertEquals("20261101T020304.000500Z", CatalogWriter.time(TIME.plusNanos(500_000)));
    assertEquals(
        "{\"_SIGNATURE\":{\"sha-1\":\"5f36b2ea290645ee34d943220a14b54ee5ea5be5\"}}\n",
        new String(
            new CatalogWriter(TIME, true).write(List.of()).get("catalog.dependency.C"), UTF_8));
  }

  @Test
  void imagesNoteStates() throws Exception {
    CatalogItem installed =
        items().get(2).withState(new CatalogItem.State(List.of(0, 2, 7, 13), "20261101T020304Z"));
    Map<String, byte[]> files = new CatalogWriter(TIME, false).write(List.of(installed));
    assertEquals(
        "{\"p\":{\"a/c\":[{\"metadata\":{\"last-install\":\"20261101T020304Z\","
            + "\"states\":[0,2,7,13]},\"signature-sha-1\":"
            + "\"adc83b19e793491b1c6ea0fd8b46cd9f32e592fc\",\"version\":\"10,5.11\"}]}}\n",
        new String(files.get("catalog.base.C"), UTF_8));
    assertEquals("{}\n", new String(files.get("catalog.dependency.C"), UTF_8));
  }

  @Test
  void everyFlippedBitIsNoticed() throws Exception {
    SortedMap<String, byte[]> files = new CatalogWriter(TIME, true).write(items());
    for (String name : List.of("catalog.attrs", "catalog.base.C", "catalog.dependency.C")) {
      // A signature under another name is none, but all that it would cover is sound.
      int end = new String(files.get(name), UTF_8).indexOf(",\"_SIGNATURE");
      for (int i = 0; i < end; i++) {
        byte[] damaged = files.get(name).clone();
        damaged[i] ^= 1;
        SortedMap<String, byte[]> copy = new TreeMap<>(files);
        copy.put(name, damaged);
        int at = i;
        IpsException e =
            assertThrows(IpsException.class, () -> read(copy, "p"), () -> name + " at " + at);
        assertTrue(e.getMessage().contains("file:///r"), e.getMessage());
      }
    }
  }

  @Test
  void missingPartsAreNamed() throws Exception {
    SortedMap<String, byte[]> files = new CatalogWriter(TIME, true).write(items());
    files.remove("catalog.dependency.C");
    IpsException e = assertThrows(IpsException.class, () -> read(files, "p"));
    assertEquals(
        "catalog.dependency.C of publisher p in file:///r is missing, but catalog.attrs lists it",
        e.getMessage());
  }

  @Test
  void foreignFormsAreUnderstood() throws Exception {
    Map<String, byte[]> files =
        Map.of(
            "catalog.attrs",
            "{\"version\": 1, \"x\": [1, {}], \"parts\": {\"catalog.base.C\": {}}}".getBytes(UTF_8),
            "catalog.base.C",
            ("{\"_FEATURE\":[\"ooce:utf8\"],\"q\":{\"a\":[{\"version\":\"1\"}]},\"p\":{\"b\":"
                    + "[{\"version\":\"1\",\"metadata\":{\"states\":[1]},\"new\":null}]}}")
                .getBytes(UTF_8));
    assertEquals(List.of("b"), List.copyOf(read(files, "p").orElseThrow().stems()));
  }

  @Test
  void unknownActionsSpoilOnlyTheirPackage() throws Exception {
    CatalogEntry entry =
        new CatalogEntry("p", "a", Version.parse("1"), null, List.of("frobnicate x=y"));
    assertThrows(ManifestException.class, entry::actions);
    Map<String, byte[]> files =
        new CatalogWriter(TIME, true)
            .write(List.of(new CatalogItem(entry, List.of(), null), items().get(2)));
    assertEquals(2, read(files, "p").orElseThrow().size());
  }

  @Test
  void hostileTextsAreRefused() {
    for (String text :
        List.of(
            "",
            "[]",
            "{",
            "{\"p\":[]}",
            "{\"p\":{\"../x\":[]}}",
            "{\"p\":{\"a\":{}}}",
            "{\"p\":{\"a\":[{}]}}",
            "{\"p\":{\"a\":[{\"version\":\"x\"}]}}",
            "{\"p\":{\"a\":[{\"version\":1}]}}",
            "{\"p\":{\"a\":[{\"version\":\"1\"}]",
            "{\"p\":" + "[".repeat(100_000))) {
      Map<String, byte[]> files =
          Map.of(
              "catalog.attrs",
              "{\"version\":1,\"parts\":{\"catalog.base.C\":{}}}".getBytes(UTF_8),
              "catalog.base.C",
              text.getBytes(UTF_8));
      assertThrows(IpsException.class, () -> read(files, "p"), text);
    }
    assertThrows(
        IpsException.class,
        () -> read(Map.of("catalog.attrs", "{\"version\":2}".getBytes(UTF_8)), "p"));
  }

  @Test
  void orderOfWritingDoesNotMatter() throws Exception {
    Generator.forAll(
        1,
        20,
        generator -> {
          List<CatalogItem> items = new ArrayList<>();
          for (int i = 0; i < 30; i++) {
            items.add(
                item(
                    "pkg://p/" + generator.name(1, 2) + "@" + i,
                    "set name=pkg.summary value=" + generator.name(3, 300)));
          }
          Map<String, byte[]> files = new CatalogWriter(TIME, true).write(items);
          Collections.reverse(items);
          new CatalogWriter(TIME, true)
              .write(items)
              .forEach(
                  (name, bytes) ->
                      assertEquals(
                          new String(files.get(name), UTF_8), new String(bytes, UTF_8), name));
          assertEquals(30, read(files, "p").orElseThrow().size());
        });
  }
}
