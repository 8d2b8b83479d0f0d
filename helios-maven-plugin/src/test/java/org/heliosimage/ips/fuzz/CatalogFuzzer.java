package org.heliosimage.ips.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.catalog.CatalogItem;
import org.heliosimage.ips.catalog.CatalogReader;
import org.heliosimage.ips.catalog.CatalogUpdate;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Manifest;

/** Any files are a catalog that can be read and added to, or end in an IpsException. */
public final class CatalogFuzzer {

  private static final List<String> NAMES =
      List.of("catalog.attrs", "catalog.base.C", "catalog.dependency.C", "catalog.summary.C");
  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");
  private static final CatalogItem ITEM = item();

  private CatalogFuzzer() {}

  /** One input: the files, each ended by a line feed. */
  public static void fuzzerTestOneInput(byte[] data) {
    String[] texts = new String(data, StandardCharsets.ISO_8859_1).split("\n", NAMES.size());
    Map<String, byte[]> contents = new HashMap<>();
    for (int i = 0; i < texts.length; i++) {
      contents.put(NAMES.get(i), (texts[i] + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    CatalogReader.Files files =
        name -> contents.containsKey(name) ? new ByteArrayInputStream(contents.get(name)) : null;
    try {
      Optional<Catalog> catalog = CatalogReader.read(files, "p", "fuzz");
      if (catalog.isPresent()) {
        use(catalog.get());
      }
    } catch (IpsException e) {
      // It is no catalog.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    try {
      contents.putAll(CatalogUpdate.add(files, "fuzz", List.of(ITEM), TIME));
    } catch (IpsException e) {
      return;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    try {
      Catalog grown = CatalogReader.read(files, "p", "fuzz").orElseThrow();
      if (grown.find("new", ITEM.entry().version()).isEmpty()) {
        throw new AssertionError("the new package is not listed");
      }
    } catch (IpsException e) {
      // What it was added to is no catalog.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void use(Catalog catalog) {
    for (String stem : catalog.stems()) {
      for (CatalogEntry entry : catalog.versions(stem)) {
        try {
          entry.actions();
          entry.fmri().quotedPath();
        } catch (IpsException e) {
          // Such a package cannot be used.
        }
      }
    }
  }

  private static CatalogItem item() {
    try {
      String text = "depend type=require fmri=a\nset name=pkg.summary value=s\n";
      return CatalogItem.of(
          Fmri.parse("pkg://p/new@1:20260101T000000Z"),
          Manifest.parse(text.getBytes(StandardCharsets.UTF_8), "new"));
    } catch (IpsException e) {
      throw new AssertionError(e);
    }
  }
}
