package org.heliosimage.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.FileTree.Entry;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/**
 * The fragments of {@code /etc/system.d} as one file, which the kernel reads before {@code
 * /etc/system}. The running system makes it anew at each check of its boot archive, and puts the
 * old time back only if that has a fraction of a second: without one the first boot would see a
 * changed file, rebuild its archive and restart.
 */
final class SelfAssembly {

  static final String DIRECTORY = "/etc/system.d";
  static final String FILE = DIRECTORY + "/.self-assembly";

  /** Half a second is exact in every file system. */
  private static final int NANOS = 500_000_000;

  private static final long MAX_SIZE = 1 << 20;

  private SelfAssembly() {}

  static void update(FileTree tree, long time) throws IOException {
    if (tree.find(DIRECTORY).filter(Directory.class::isInstance).isEmpty()) {
      return;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    int fragments = 0;
    for (Entry entry : tree.list(DIRECTORY)) {
      if (!entry.name().startsWith(".") && node(tree, entry) instanceof RegularFile file) {
        if (joined.size() + file.content().size() > MAX_SIZE) {
          throw new BootException(
              DIRECTORY + "/" + entry.name() + " is too large for a fragment of /etc/system");
        }
        file.content().copyTo(joined);
        fragments++;
      }
    }
    if (fragments > 0) {
      tree.put(
          FILE,
          new RegularFile(
              Attributes.of(0644, 0, 0, time).withTime(time, NANOS),
              Content.of(joined.toByteArray())));
    } else if (tree.find(FILE).isPresent()) {
      tree.remove(FILE);
    }
  }

  private static Node node(FileTree tree, Entry entry) throws IOException {
    String path = DIRECTORY + "/" + entry.name();
    return tree.find(tree.resolve(path, true)).orElse(entry.node());
  }
}
