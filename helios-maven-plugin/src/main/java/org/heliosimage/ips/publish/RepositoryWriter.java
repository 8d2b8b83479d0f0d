package org.heliosimage.ips.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogItem;
import org.heliosimage.ips.catalog.CatalogWriter;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.tree.Content;

/**
 * Writes a repository folder. Payloads and manifests are written as packages come; the catalogs and
 * the mark that makes the folder a repository are written at the end.
 */
public final class RepositoryWriter {

  private final Path folder;
  private final Instant time;
  private boolean shared;
  private final SortedMap<String, List<CatalogItem>> publishers = new TreeMap<>();

  /**
   * @param folder a folder that is empty or missing
   * @param time the time that the catalogs state
   */
  public RepositoryWriter(Path folder, Instant time) {
    this.folder = folder;
    this.time = time;
  }

  /** Keeps one copy of what several publishers deliver. */
  public RepositoryWriter sharePayloads() {
    shared = true;
    return this;
  }

  /** Adds a publisher, which may stay without packages. */
  public void addPublisher(String name) {
    publishers.computeIfAbsent(name, key -> new ArrayList<>());
  }

  /** Adds a package. */
  public void add(PublishedPackage published) throws IOException {
    Fmri fmri = published.fmri();
    String publisher = fmri.requirePublisher();
    List<CatalogItem> items = publishers.computeIfAbsent(publisher, name -> new ArrayList<>());
    Path root = folder.resolve("publisher").resolve(publisher);
    Path manifest = root.resolve("pkg").resolve(fmri.quotedPath());
    if (Files.exists(manifest)) {
      throw new IpsException(fmri + " is published already");
    }
    write(manifest, published.manifest().bytes());
    for (Map.Entry<String, Content> payload : published.payloads().entrySet()) {
      String hash = payload.getKey();
      Path file =
          (shared ? folder : root).resolve("file").resolve(hash.substring(0, 2)).resolve(hash);
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
          payload.getValue().copyTo(out);
        }
      }
    }
    items.add(CatalogItem.of(fmri, published.manifest()));
  }

  /** Writes the catalogs; the first publisher in name order is the default one. */
  public void finish() throws IOException {
    for (Map.Entry<String, List<CatalogItem>> publisher : publishers.entrySet()) {
      Path catalog = folder.resolve("publisher").resolve(publisher.getKey()).resolve("catalog");
      for (Map.Entry<String, byte[]> file :
          new CatalogWriter(time, true).write(publisher.getValue()).entrySet()) {
        write(catalog.resolve(file.getKey()), file.getValue());
      }
    }
    String mark =
        (publishers.isEmpty() ? "" : "[publisher]\nprefix = " + publishers.firstKey() + "\n\n")
            + "[repository]\nversion = 4\n";
    write(folder.resolve("pkg5.repository"), mark.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
