package org.heliosimage.boot;

import java.io.IOException;
import java.util.Optional;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;

/**
 * The list of boot environments in the pool's root dataset, from which the loader makes its menu:
 * two lines for each, {@code title NAME} and {@code bootfs POOL/ROOT/NAME}. It is named menu.lst
 * since the days of GRUB.
 */
public final class BootMenu {

  private static final String FILE = "/boot/menu.lst";
  private static final int MAX_SIZE = 1 << 20;

  private BootMenu() {}

  /**
   * Adds a boot environment to the menu, if it is not there.
   *
   * @param poolRoot files of the pool's root dataset, changed in place
   * @param pool name of the pool, the real one and not a temporary one of the build
   * @param environment name of the boot environment, below {@code POOL/ROOT}
   * @param time modification time of what is written, seconds since 1970
   */
  public static void add(FileTree poolRoot, String pool, String environment, long time)
      throws IOException {
    String bootfs = "bootfs " + pool + "/ROOT/" + environment;
    String menu = "";
    Optional<Node> old = poolRoot.find(FILE);
    if (old.isPresent()) {
      if (!(old.get() instanceof RegularFile file) || file.content().size() > MAX_SIZE) {
        throw new BootException(FILE + " of the pool is not a menu");
      }
      menu = file.content().text();
      if (menu.lines().anyMatch(bootfs::equals)) {
        return;
      }
      menu += menu.isEmpty() || menu.endsWith("\n") ? "" : "\n";
    }
    poolRoot.mkdirs("/boot", Attributes.of(0755, 0, 0, time));
    poolRoot.put(
        FILE,
        new RegularFile(
            Attributes.of(0644, 0, 0, time),
            Content.of(menu + "title " + environment + "\n" + bootfs + "\n")));
  }
}
