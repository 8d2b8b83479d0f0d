package org.heliosimage.ips.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogItem;
import org.heliosimage.ips.catalog.CatalogWriter;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.Hashes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;

/**
 * What an image remembers below var/pkg, in format 4.
 *
 * <pre>
 * pkg5.image                                    configuration
 * publisher/PUB/pkg/QUOTE(STEM)/QUOTE(VERSION)  manifest of each installed package
 * state/installed/catalog.*                     what is installed, and whether somebody named it
 * state/known/catalog.*                         the same: the next refresh of pkg fills it
 * state/avoid_set, state/frozen_dict            see StateLists
 * history/TIME-NN.xml                           see History
 * ssl/SHA1                                      keys and certificates of clients
 * </pre>
 *
 * Catalogs of publishers, caches and the search index are left out: pkg makes them anew.
 */
final class ImageState {

  static final String ROOT = "var/pkg";
  private static final String CONFIG = ROOT + "/pkg5.image";
  private static final String INSTALLED = ROOT + "/state/installed";
  private static final String KNOWN = ROOT + "/state/known";
  private static final String BASE = "catalog.base.C";

  private static final List<String> FOLDERS =
      List.of(
          "cache/index",
          "cache/publisher",
          "cache/tmp",
          "gui_cache",
          "history",
          "license",
          "lost+found",
          "publisher",
          "ssl");

  private static final int STATE_KNOWN = 0;
  private static final int STATE_INSTALLED = 2;
  private static final int STATE_IN_CATALOG = 7;
  private static final int STATE_RENAMED = 9;
  private static final int STATE_LEGACY = 12;
  private static final int STATE_MANUAL = 13;

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private final FileTree tree;
  private final Attributes folder;
  private final Attributes file;
  private final CatalogWriter catalogs;

  ImageState(FileTree tree, long time) {
    this.tree = tree;
    this.folder = Attributes.of(0755, 0, 0, time);
    this.file = Attributes.of(0644, 0, 0, time);
    this.catalogs = new CatalogWriter(Instant.ofEpochSecond(time), false);
  }

  /** Makes the folders that every image has. */
  void create() throws IOException {
    for (String path : FOLDERS) {
      tree.mkdirs(ROOT + "/" + path, folder);
    }
  }

  boolean exists() throws IOException {
    return tree.find(CONFIG).isPresent();
  }

  /** The nodes that tell whether somebody else has changed the image since. */
  List<Optional<Node>> mark() throws IOException {
    return List.of(tree.find(CONFIG), tree.find(INSTALLED + "/" + BASE));
  }

  ImageConfig readConfig() throws IOException {
    return ImageConfig.parse(text(CONFIG));
  }

  private String text(String path) throws IOException {
    return content(path).text();
  }

  private Content content(String path) throws IOException {
    if (tree.get(path) instanceof RegularFile found) {
      return found.content();
    }
    throw new IpsException("/" + path + " of the image is not a file.");
  }

  SortedMap<String, InstalledPackage> readInstalled() throws IOException {
    SortedMap<String, InstalledPackage> installed = new TreeMap<>();
    try (InputStream in = content(INSTALLED + "/" + BASE).open();
        JsonParser json = JSON.createParser(in)) {
      expect(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String publisher = json.currentName();
        json.nextToken();
        if (publisher.startsWith("_")) {
          json.skipChildren();
          continue;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String stem = json.currentName();
          expect(json.nextToken() == JsonToken.START_ARRAY);
          while (json.nextToken() == JsonToken.START_OBJECT) {
            installed.put(stem, read(json, publisher, stem));
          }
        }
      }
    }
    return installed;
  }

  private static void expect(boolean holds) throws IpsException {
    if (!holds) {
      throw new IpsException("/" + INSTALLED + "/" + BASE + " of the image is damaged.");
    }
  }

  private InstalledPackage read(JsonParser json, String publisher, String stem) throws IOException {
    String version = null;
    String time = "";
    boolean manual = false;
    int depth = 1;
    String key = "";
    while (depth > 0) {
      JsonToken token = json.nextToken();
      expect(token != null);
      if (token == JsonToken.FIELD_NAME) {
        key = json.currentName();
      } else if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (key.equals("version") && depth == 1) {
        version = json.getText();
      } else if (key.equals("last-install")) {
        time = json.getText();
      } else if (key.equals("states") && token == JsonToken.VALUE_NUMBER_INT) {
        manual |= json.getIntValue() == STATE_MANUAL;
      }
    }
    if (version == null) {
      throw new IpsException("/" + INSTALLED + "/" + BASE + " of the image lacks a version.");
    }
    Fmri fmri = new Fmri(publisher, stem, Version.parse(version));
    Manifest manifest = Manifest.parse(content(manifestPath(fmri)).bytes(), fmri.shortForm());
    return new InstalledPackage(fmri, manifest, manual, time);
  }

  void writeConfig(ImageConfig config) throws IOException {
    put(CONFIG, Content.of(config.text()));
  }

  /** Writes what is installed, in place of what was. */
  void writeInstalled(Collection<InstalledPackage> before, Collection<InstalledPackage> after)
      throws IOException {
    SortedSet<String> gone = new TreeSet<>();
    for (InstalledPackage installed : before) {
      gone.add(manifestPath(installed.fmri()));
    }
    List<CatalogItem> items = new ArrayList<>();
    for (InstalledPackage installed : after) {
      String path = manifestPath(installed.fmri());
      if (!gone.remove(path) || tree.find(path).isEmpty()) {
        put(path, Content.of(installed.manifest().bytes()));
      }
      items.add(item(installed));
    }
    for (String path : gone) {
      if (tree.find(path).isPresent()) {
        tree.remove(path);
        String parent = path.substring(0, path.lastIndexOf('/'));
        if (tree.list(parent).isEmpty()) {
          tree.remove(parent);
        }
      }
    }
    for (Map.Entry<String, byte[]> part : catalogs.write(items).entrySet()) {
      put(INSTALLED + "/" + part.getKey(), Content.of(part.getValue()));
      put(KNOWN + "/" + part.getKey(), Content.of(part.getValue()));
    }
  }

  private static CatalogItem item(InstalledPackage installed) throws IpsException {
    List<Integer> states = new ArrayList<>(List.of(STATE_KNOWN, STATE_INSTALLED, STATE_IN_CATALOG));
    if (isTrue(installed, "pkg.renamed")) {
      states.add(STATE_RENAMED);
    }
    if (isTrue(installed, "pkg.legacy")) {
      states.add(STATE_LEGACY);
    }
    if (installed.manual()) {
      states.add(STATE_MANUAL);
    }
    return CatalogItem.of(installed.fmri(), installed.manifest())
        .withState(new CatalogItem.State(states, installed.time()));
  }

  private static boolean isTrue(InstalledPackage installed, String name) {
    return installed.manifest().metadata(name).stream().anyMatch("true"::equalsIgnoreCase);
  }

  /** Stores a certificate of an authority by its hash. */
  void writeCertificate(String publisher, String hash, Content certificate) throws IOException {
    put(certificatePath(publisher, hash), certificate);
  }

  static String certificatePath(String publisher, String hash) {
    return ROOT + "/publisher/" + publisher + "/certs/" + hash;
  }

  /** Forgets the certificates that are trusted for a publisher. */
  void removeCertificates(String publisher) throws IOException {
    String path = ROOT + "/publisher/" + publisher + "/certs";
    if (tree.find(path).isPresent()) {
      tree.removeTree(path);
    }
  }

  /** Stores a client's key or certificate, and says where it is in the image. */
  String writeSecret(Content content) throws IOException {
    String path =
        ROOT
            + "/ssl/"
            + HexFormat.of().formatHex(Hashes.newDigest("SHA-1").digest(content.bytes()));
    put(path, content);
    return "/" + path;
  }

  private static String manifestPath(Fmri fmri) throws IpsException {
    return ROOT + "/publisher/" + fmri.requirePublisher() + "/pkg/" + fmri.quotedPath();
  }

  private void put(String path, Content content) throws IOException {
    tree.mkdirs(path.substring(0, path.lastIndexOf('/')), folder);
    tree.put(path, new RegularFile(file, content));
  }
}
