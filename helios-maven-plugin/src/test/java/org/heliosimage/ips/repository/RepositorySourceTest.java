package org.heliosimage.ips.repository;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositorySourceTest {

  private static final String STAMP = ":20240101T000000Z";

  @TempDir Path folder;

  private static List<PublishedPackage> packages() throws IOException {
    return List.of(
        PackageBuilder.of("p", "system/c++", "1.0-1" + STAMP)
            .set("pkg.summary", "A \"quoted\" summary", "and another")
            .set("variant.arch", "i386")
            .depend("require", "pkg:/base@1", "variant.arch=i386 facet.doc=true")
            .dir("usr/lib", "0755", "root", "bin")
            .file("usr/lib/x", "0644", "root", "bin", "hello\n", "preserve=true")
            .link("usr/lib/y", "x")
            .lines("driver name=zz perms=\"* 0666 root sys\" alias=pci1,2 alias=pci1,3")
            .license("Own", "Do as you like.\n")
            .build(),
        PackageBuilder.of("p", "system/c++", "1.0-2" + STAMP).build(),
        PackageBuilder.of("p", "base", "1" + STAMP).build(),
        PackageBuilder.of("q", "base", "2" + STAMP).file("z", "1", "a", "b", "q\n").build());
  }

  private RepositorySource published() throws IOException {
    RepositoryWriter writer = new RepositoryWriter(folder, Instant.EPOCH);
    for (PublishedPackage published : packages()) {
      writer.add(published);
    }
    writer.finish();
    return RepositorySource.open(folder.toUri().toString());
  }

  @Test
  void whatIsPublishedIsOffered() throws Exception {
    RepositorySource source = published();
    assertEquals(List.of("p", "q"), source.publishers());
    checkOffer(source);
    // Without a catalog the manifests are read.
    String state = source.state("p");
    assertEquals(state, source.state("p"));
    deleteTree(folder.resolve("publisher/p/catalog"));
    checkOffer(source);
    assertNotEquals(state, source.state("p"));
  }

  private static void checkOffer(RepositorySource source) throws IOException {
    Catalog catalog = source.catalog("p");
    assertEquals(List.of("base", "system/c++"), List.copyOf(catalog.stems()));
    List<CatalogEntry> versions = catalog.versions("system/c++");
    assertEquals(2, versions.size());
    PublishedPackage first = packages().get(0);
    assertEquals(first.fmri(), versions.get(0).fmri());
    Manifest manifest = source.manifest(versions.get(0));
    assertArrayEquals(first.manifest().bytes(), manifest.bytes());
    assertEquals(
        List.of(
            "depend facet.doc=true fmri=pkg:/base@1 type=require variant.arch=i386",
            "set name=variant.arch value=i386"),
        versions.get(0).dependencies());
    assertEquals(
        "set name=pkg.fmri value=pkg://p/system/c++@1.0,5.11-1:20240101T000000Z",
        manifest.actions().get(0).toString());
    Action file = manifest.actions(ActionType.FILE).get(0);
    assertEquals("f572d396fae9206628714fb2ce00f72e94f2258f", file.hash());
    assertEquals("true", file.value("preserve"));
    try (InputStream in = new GZIPInputStream(source.payload("p", file.hash()))) {
      assertEquals("hello\n", new String(in.readAllBytes()));
    }
  }

  @Test
  void olderAndSharedLayoutsAreRead() throws Exception {
    RepositorySource source = published();
    String hash = "f572d396fae9206628714fb2ce00f72e94f2258f";
    Path now = folder.resolve("publisher/p/file/f5/" + hash);
    byte[] stored = Files.readAllBytes(now);
    for (String place :
        List.of(
            "publisher/p/file/f5/72d396/" + hash, "file/f5/" + hash, "file/f5/72d396/" + hash)) {
      Path moved = folder.resolve(place);
      Files.createDirectories(moved.getParent());
      Files.move(now, moved);
      now = moved;
      try (InputStream in = source.payload("p", hash)) {
        assertArrayEquals(stored, in.readAllBytes());
      }
    }
    Files.delete(now);
    assertThrows(RepositoryException.class, () -> source.payload("p", hash));
    assertThrows(RepositoryException.class, () -> source.payload("p", "../../../x"));
    assertThrows(RepositoryException.class, () -> source.payload("..", hash));
  }

  @Test
  void theFolderOfAPayloadIsFoundInAllLayouts() throws Exception {
    published();
    String hash = "f572d396fae9206628714fb2ce00f72e94f2258f";
    Path now = folder.resolve("publisher/p/file/f5/" + hash);
    String other = "f572d396" + "0".repeat(32);
    for (String place :
        List.of("publisher/p/file/f5", "publisher/p/file/f5/72d396", "file/f5", "file/f5/72d396")) {
      Path home = Files.createDirectories(folder.resolve(place));
      now = Files.move(now, home.resolve(hash));
      // Alone in its folder and among others, when it is listed and after.
      for (int more = 0; more < 5; more++) {
        RepositorySource source = RepositorySource.open(folder.toUri().toString());
        assertEquals(home, source.payloadFolder("p", hash));
        assertEquals(home, source.payloadFolder("p", hash));
        assertNull(source.payloadFolder("p", other));
        Files.writeString(home.resolve("more" + more), "");
      }
    }
    RepositorySource source = RepositorySource.open(folder.toUri().toString());
    assertThrows(RepositoryException.class, () -> source.payloadFolder("p", "../../../x"));
    assertThrows(RepositoryException.class, () -> source.payloadFolder("..", hash));
  }

  @Test
  void aDamagedManifestIsNamed() throws Exception {
    RepositorySource source = published();
    CatalogEntry entry = source.catalog("p").versions("base").get(0);
    Path manifest = folder.resolve("publisher/p/pkg/base/1%2C5.11%3A20240101T000000Z");
    Files.writeString(manifest, Files.readString(manifest) + "set name=evil value=yes\n");
    IpsException e = assertThrows(RepositoryException.class, () -> source.manifest(entry));
    assertTrue(e.getMessage().contains("pkg://p/base@1,5.11:20240101T000000Z"), e.getMessage());
    assertTrue(e.getMessage().contains("damaged"), e.getMessage());
    Files.delete(manifest);
    e = assertThrows(RepositoryException.class, () -> source.manifest(entry));
    assertTrue(e.getMessage().contains("is missing in file:"), e.getMessage());
  }

  @Test
  void aManifestOfAnotherPackageIsRefused() throws Exception {
    RepositorySource source = published();
    Path pkg = folder.resolve("publisher/p/pkg");
    Files.copy(
        pkg.resolve("base/1%2C5.11%3A20240101T000000Z"),
        Files.createDirectories(pkg.resolve("other")).resolve("1%2C5.11%3A20240101T000000Z"));
    deleteTree(folder.resolve("publisher/p/catalog"));
    CatalogEntry entry = source.catalog("p").versions("other").get(0);
    IpsException e = assertThrows(RepositoryException.class, () -> source.manifest(entry));
    assertTrue(e.getMessage().contains("is that of pkg://p/base@"), e.getMessage());
  }

  @Test
  void publishingIsRepeatable() throws Exception {
    published();
    Path again = folder.resolve("again");
    RepositoryWriter writer = new RepositoryWriter(again, Instant.EPOCH);
    List<PublishedPackage> reversed = new ArrayList<>(packages());
    reversed.sort(Comparator.comparing(PublishedPackage::fmri).reversed());
    for (PublishedPackage published : reversed) {
      writer.add(published);
    }
    assertThrows(IpsException.class, () -> writer.add(packages().get(0)));
    writer.finish();
    Map<String, String> second = contents(again);
    deleteTree(again);
    assertEquals(contents(folder), second);
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            root.relativize(file).toString(),
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pkg.example.org/dev/",
        "ftp://x/",
        "/plain/path",
        "file:",
        "file:relative",
        "file:///no/such/folder",
        "file://host/x y",
        ""
      })
  void unusableLocationsAreExplained(String uri) {
    IpsException e = assertThrows(RepositoryException.class, () -> RepositorySource.open(uri));
    assertTrue(e.getMessage().contains("the package repository " + uri), e.getMessage());
  }

  @Test
  void otherFoldersAndVersionsAreRefused() throws Exception {
    String uri = folder.toUri().toString();
    IpsException e = assertThrows(RepositoryException.class, () -> RepositorySource.open(uri));
    assertEquals(uri + " is no package repository: it has no pkg5.repository", e.getMessage());
    Files.writeString(
        folder.resolve("pkg5.repository"),
        "[CONFIGURATION]\nversion = 4\n[repository]\nversion=3\n");
    e = assertThrows(RepositoryException.class, () -> RepositorySource.open(uri));
    assertTrue(e.getMessage().contains("version \"3\""), e.getMessage());
    Files.writeString(folder.resolve("pkg5.repository"), " [repository] \n version = 4 \n");
    RepositorySource empty = RepositorySource.open(uri);
    assertEquals(List.of(), empty.publishers());
    e = assertThrows(RepositoryException.class, () -> empty.catalog("p"));
    assertTrue(e.getMessage().contains("has no publisher p"), e.getMessage());
    Path file = Files.writeString(folder.resolve("x.p5p"), "x");
    IpsException no =
        assertThrows(IpsException.class, () -> RepositorySource.open(file.toUri().toString()));
    assertTrue(no.getMessage().contains("x.p5p cannot be read"), no.getMessage());
  }
}
