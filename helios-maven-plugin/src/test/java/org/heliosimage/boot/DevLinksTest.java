package org.heliosimage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Symlink;
import org.junit.jupiter.api.Test;

class DevLinksTest {

  private final FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 1));

  @Test
  void linksLeadToPseudoDevices() throws Exception {
    DevLinks.populate(tree, 5);
    assertEquals("../devices/pseudo/cn@0:console", target("/dev/console"));
    assertEquals("../devices/pseudo/mm@0:null", target("/dev/null"));
    assertEquals("../devices/pseudo/random@0:urandom", target("/dev/urandom"));
    assertEquals("../../devices/pseudo/sad@0:user", target("/dev/sad/user"));
    assertEquals("./fd/2", target("/dev/stderr"));
    assertEquals(Attributes.of(0755, 0, 3, 5), tree.get("/dev/dsk").attributes());
    assertEquals(Attributes.of(0755, 0, 0, 5), tree.get("/dev/usb").attributes());
    tree.walk(
        (path, entry) -> {
          assertTrue(!(entry.node() instanceof Device), path);
          if (entry.node() instanceof Symlink link && !link.target().startsWith("./fd/")) {
            String place = tree.resolve(path.substring(0, path.lastIndexOf('/')), true);
            String there = tree.resolve(place + "/" + link.target(), false);
            assertTrue(there.matches("/devices/(pseudo/|xsvc@).*"), path + " leads to " + there);
          }
        });
  }

  @Test
  void whatIsThereStays() throws Exception {
    tree.put("/dev", new Directory(Attributes.of(0700, 1, 2, 3)));
    tree.put("/dev/null", new Symlink(Attributes.of(0777, 0, 0, 3), "elsewhere"));
    DevLinks.populate(tree, 5);
    assertEquals(Attributes.of(0700, 1, 2, 3), tree.get("/dev").attributes());
    assertEquals("elsewhere", target("/dev/null"));
  }

  private String target(String path) throws Exception {
    return ((Symlink) tree.get(path)).target();
  }
}
