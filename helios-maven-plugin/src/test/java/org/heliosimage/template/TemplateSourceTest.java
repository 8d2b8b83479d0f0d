package org.heliosimage.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateSourceTest {

  @TempDir Path first;
  @TempDir Path second;

  private TemplateSource source() {
    return new TemplateSource(
        List.of(new FolderRoot(first), new FolderRoot(second)), List.of(first, second), Map.of());
  }

  @Test
  void anEarlierRootOverlaysALaterOne() throws Exception {
    new TemplateFiles(first).write("files/a", "1").write("include/i.json", "1");
    new TemplateFiles(second)
        .write("g/files/a", "22")
        .write("files/a", "333")
        .write("g/files/b", "4444")
        .write("files/b", "55555")
        .write("g/include/i.json", "22")
        .write("g/t.json", "333");
    assertEquals(1, source().file("g", "a").orElseThrow().size());
    assertEquals(4, source().file("g", "b").orElseThrow().size());
    assertEquals("g/files/b", source().file("g", "b").orElseThrow().name());
    assertEquals(1, source().include("g", "i").orElseThrow().size());
    assertEquals(3, source().template("g", "t").size());
    assertTrue(source().file("g", "c").isEmpty());
  }

  @Test
  void externalFoldersAreSearchedInOrder() throws Exception {
    Files.writeString(first.resolve("x"), "1");
    Files.writeString(second.resolve("x"), "22");
    Files.writeString(second.resolve("y"), "333");
    assertEquals(1, source().external("x").orElseThrow().size());
    assertEquals(3, source().external("y").orElseThrow().size());
    assertTrue(source().external("z").isEmpty());
  }

  @Test
  void artifactsAreExternalFilesByNamesOfTheirOwn() throws Exception {
    Path jar = Files.writeString(second.resolve("service-1.0.jar"), "4444");
    TemplateSource source =
        new TemplateSource(
            List.of(),
            List.of(first),
            Map.of(
                "lib/service.jar", Optional.of(jar),
                "later.jar", Optional.empty(),
                "gone.jar", Optional.of(first.resolve("gone-1.0.jar"))));
    TemplateFile found = source.external("lib/service.jar").orElseThrow();
    assertEquals("lib/service.jar", found.name());
    assertEquals(new TemplateFile.InFolder("lib/service.jar", jar, 4), found);
    assertTrue(source.external("service-1.0.jar").isEmpty());

    TemplateFile later = source.external("later.jar").orElseThrow();
    assertEquals("", later.sha256());
    assertThrows(IOException.class, later::open);
    assertTrue(
        assertThrows(TemplateException.class, () -> source.external("gone.jar"))
            .getMessage()
            .startsWith("the artifact gone.jar ("));

    new TemplateFiles(first).write("lib/service.jar", "55555");
    String clash =
        assertThrows(TemplateException.class, () -> source.external("lib/service.jar"))
            .getMessage();
    assertEquals(
        "the external file lib/service.jar is both an artifact of the project and in the folder "
            + first
            + ": give the artifact another name",
        clash);
  }

  @Test
  void aMissingTemplateIsToldWithRootsAndNearNames() throws Exception {
    new TemplateFiles(second).write("g/base-01-strap.json", "{}").write("g/other.json", "{}");
    String message =
        assertThrows(TemplateException.class, () -> source().template("g", "base-1-strap"))
            .getMessage();
    assertTrue(message.contains("no template base-1-strap in group g"), message);
    assertTrue(message.contains(first.toString()) && message.contains(second.toString()), message);
    assertTrue(message.endsWith("near names are base-01-strap"), message);
    assertTrue(
        assertThrows(TemplateException.class, () -> source().template("g", "zzz"))
            .getMessage()
            .endsWith("the group has base-01-strap, other"));
    assertTrue(
        assertThrows(TemplateException.class, () -> source().template("h", "zzz"))
            .getMessage()
            .endsWith("the group has no templates"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../g", "/g", "a/../../b"})
  void aGroupCannotLeadOutOfTheRoot(String group) {
    String message =
        assertThrows(TemplateException.class, () -> source().template(group, "t")).getMessage();
    assertTrue(message.contains(group), message);
  }

  @Test
  void linksMustStayInsideOfTheRoot() throws Exception {
    Files.writeString(second.resolve("secret"), "x");
    new TemplateFiles(first).write("files/real", "12");
    Files.createSymbolicLink(first.resolve("files/inside"), Path.of("real"));
    Files.createSymbolicLink(first.resolve("files/outside"), second.resolve("secret"));
    Files.createSymbolicLink(first.resolve("files/folder"), second);
    assertEquals(2, source().file("g", "inside").orElseThrow().size());
    for (String name : List.of("outside", "folder/secret")) {
      String message =
          assertThrows(TemplateException.class, () -> source().file("g", name)).getMessage();
      assertTrue(message.contains("leads out of"), message);
    }
    assertTrue(
        assertThrows(TemplateException.class, () -> new FolderRoot(first).find("files"))
            .getMessage()
            .contains("not a regular file"));
  }

  @Test
  void bundledFilesAreFoundByTheIndexOnly() throws Exception {
    BundledRoot bundled = new BundledRoot();
    TemplateFile motd = bundled.find("files/motd").orElseThrow();
    assertEquals(motd.size(), motd.open().readAllBytes().length);
    assertEquals(64, motd.sha256().length());
    assertFalse(bundled.find("index").isPresent() || bundled.find("files").isPresent());
  }
}
