package org.heliosimage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmfSeedTest {

  private FileTree tree;

  @BeforeEach
  void image() throws Exception {
    tree = new FileTree(Attributes.of(0755, 0, 0, 1));
    tree.mkdirs("/etc/svc/profile", Attributes.of(0755, 0, 3, 1));
    file("/lib/svc/manifest/system/early-manifest-import.xml", "<xml/>");
    file("/lib/svc/seed/global.db", "seed");
    file("/var/svc/profile/site.xml", "site");
    file("/etc/svc/profile/platform_pc.xml", "platform");
    tree.put(
        "/etc/svc/profile/platform.xml",
        new Symlink(Attributes.of(0777, 0, 0, 1), "platform_pc.xml"));
  }

  @Test
  void copiesTheSeed() throws Exception {
    List<String> differences = seed("global", List.of("platform"), false);
    RegularFile repository = (RegularFile) tree.get("/etc/svc/repository.db");
    assertEquals("seed", repository.content().text());
    assertEquals(Attributes.of(0600, 0, 0, 7), repository.attributes());
    assertEquals(1, differences.size());
    assertTrue(tree.find("/etc/svc/profile/site.xml").isEmpty());
  }

  @Test
  void theSiteProfileIsFoundEarly() throws Exception {
    seed("global", List.of("platform", "site"), false);
    assertEquals("/var/svc/profile/site.xml", tree.resolve("/etc/svc/profile/site.xml", true));
    file("/etc/svc/profile/site.xml", "own");
    seed("global", List.of("site"), false);
    assertEquals("own", ((RegularFile) tree.get("/etc/svc/profile/site.xml")).content().text());
  }

  @Test
  void debugIsAProfile() throws Exception {
    List<String> differences = seed("global", List.of(), true);
    assertEquals(2, differences.size());
    RegularFile profile = (RegularFile) tree.get("/etc/svc/profile/site/startd-debug.xml");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    assertEquals(
        "service_bundle",
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(profile.content().bytes()))
            .getDocumentElement()
            .getTagName());
  }

  @Test
  void withoutSeedThereIsNoRepository() throws Exception {
    seed("global", List.of(), false);
    List<String> differences = seed(null, List.of(), false);
    assertFalse(tree.find("/etc/svc/repository.db").isPresent());
    assertEquals(1, differences.size());
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    assertRefused("/lib/svc/seed/nonglobal.db is not in the image", "nonglobal", List.of());
    assertRefused("\"../x\" is not the name", "../x", List.of());
    assertRefused("the profile /etc/svc/profile/generic.xml", "global", List.of("generic"));
    tree.remove("/etc/svc/profile/platform_pc.xml");
    assertRefused("the profile /etc/svc/profile/platform.xml", "global", List.of("platform"));
    tree.remove("/lib/svc/manifest/system/early-manifest-import.xml");
    assertRefused("/lib/svc/manifest/system/early-manifest-import.xml is", "global", List.of());
  }

  private void assertRefused(String start, String seed, List<String> profiles) {
    BootException e = assertThrows(BootException.class, () -> seed(seed, profiles, false));
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  private List<String> seed(@Nullable String seed, List<String> profiles, boolean debug)
      throws Exception {
    return SmfSeed.seed(tree, new SmfSeed.Options(seed, profiles, debug), 7);
  }

  private void file(String path, String text) throws Exception {
    tree.mkdirs(path.substring(0, path.lastIndexOf('/')), Attributes.of(0755, 0, 3, 2));
    tree.put(path, new RegularFile(Attributes.of(0644, 0, 3, 5), Content.of(text)));
  }
}
