package org.heliosimage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.Test;

class BootMenuTest {

  private final FileTree root = new FileTree(Attributes.of(0755, 0, 0, 1));

  @Test
  void listsEachEnvironmentOnce() throws Exception {
    BootMenu.add(root, "rpool", "first", 5);
    BootMenu.add(root, "rpool", "first", 5);
    BootMenu.add(root, "rpool", "second", 6);
    RegularFile menu = (RegularFile) root.get("/boot/menu.lst");
    assertEquals(
        "title first\nbootfs rpool/ROOT/first\ntitle second\nbootfs rpool/ROOT/second\n",
        menu.content().text());
    assertEquals(Attributes.of(0644, 0, 0, 6), menu.attributes());
    assertEquals(Attributes.of(0755, 0, 0, 5), root.get("/boot").attributes());
  }

  @Test
  void identityDecidesNameAndUuid() {
    String name = BootEnvironment.defaultName("org.example:image:1");
    assertTrue(name.matches("[0-9a-f]{8}"), name);
    assertEquals(name, BootEnvironment.defaultName("org.example:image:1"));
    assertNotEquals(name, BootEnvironment.defaultName("org.example:image:2"));

    String text = BootEnvironment.uuid("org.example:image:1");
    UUID uuid = UUID.fromString(text);
    assertEquals(text, uuid.toString());
    assertEquals(4, uuid.version());
    assertEquals(2, uuid.variant());
    assertEquals(
        text, BootEnvironment.properties("org.example:image:1").get("org.opensolaris.libbe:uuid"));
    assertEquals("noauto", BootEnvironment.properties("x").get("canmount"));
    assertEquals("off", BootEnvironment.containerProperties().get("canmount"));
  }
}
