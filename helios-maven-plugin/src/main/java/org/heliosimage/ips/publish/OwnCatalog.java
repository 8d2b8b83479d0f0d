package org.heliosimage.ips.publish;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.catalog.CatalogItem;
import org.heliosimage.ips.catalog.CatalogUpdate;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Manifest;

/**
 * The catalog of a publisher made anew from the manifests that are there, as if all of them had
 * been published at once.
 *
 * @param items what to list
 * @param replaced manifests of other versions of the package that was published last
 */
record OwnCatalog(List<CatalogItem> items, List<Path> replaced) {

  /** Reads all manifests below a {@code pkg} folder. */
  static OwnCatalog read(Path packages, Fmri last) throws IOException {
    Path kept = packages.resolve(last.quotedPath());
    SortedMap<Fmri, Manifest> manifests = new TreeMap<>();
    List<Path> replaced = new ArrayList<>();
    try (DirectoryStream<Path> stems = Files.newDirectoryStream(packages, Files::isDirectory)) {
      for (Path stem : stems) {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(stem)) {
          for (Path version : versions) {
            if (stem.equals(kept.getParent()) && !version.equals(kept)) {
              replaced.add(version);
            } else {
              Manifest manifest = Manifest.parse(Files.readAllBytes(version), version.toString());
              manifests.put(manifest.fmri(), manifest);
            }
          }
        }
      }
    }
    List<CatalogItem> items = new ArrayList<>();
    for (Map.Entry<Fmri, Manifest> each : manifests.entrySet()) {
      items.add(CatalogItem.of(each.getKey(), each.getValue()));
    }
    return new OwnCatalog(items, replaced);
  }

  /** The catalog's files, the one that names the others last. */
  Map<String, byte[]> files(String origin) throws IOException {
    Instant time = Instant.EPOCH;
    for (CatalogItem item : items) {
      Instant published = PackageVersion.time(item.entry().version());
      time = published.isAfter(time) ? published : time;
    }
    return CatalogUpdate.add(name -> null, origin, items, time);
  }
}
