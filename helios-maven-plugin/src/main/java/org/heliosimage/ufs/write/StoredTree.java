package org.heliosimage.ufs.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Locale;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.ufs.UfsException;

/** A tree as a UFS can hold it. */
final class StoredTree {

  static final String LOST_FOUND = "/lost+found";

  /** All that three levels of blocks of addresses lead to. */
  private static final long MOST_BYTES = (12L + 1024 + (1 << 20) + (1 << 30)) * Layout.BLOCK;

  private static final int LONGEST_TARGET = 1024;

  private StoredTree() {}

  /** A tree without what a UFS cannot hold; what it cannot do without is an error. */
  static FileTree of(FileTree tree) throws IOException {
    FileTree stored = tree.snapshot();
    tree.<IOException>walk(
        (path, entry) -> {
          check(path, entry.node());
          Attributes attributes = entry.node().attributes();
          Attributes possible = possible(attributes);
          if (!possible.equals(attributes)) {
            stored.setAttributes(path, possible);
          }
        });
    if (stored.find(LOST_FOUND).isEmpty()) {
      Attributes root = stored.get("/").attributes();
      stored.put(LOST_FOUND, new Directory(root.withMode(0700).withOwner(0, 0)));
    }
    if (!(stored.get(LOST_FOUND) instanceof Directory)) {
      throw new UfsException(LOST_FOUND + " is not a directory, which it must be in a UFS");
    }
    return stored;
  }

  /** Times have 32 bits and microseconds; there are no extended attributes. */
  private static Attributes possible(Attributes attributes) {
    long seconds = Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, attributes.seconds()));
    return Attributes.of(attributes.mode(), attributes.uid(), attributes.gid(), 0)
        .withTime(seconds, attributes.nanos() / 1000 * 1000);
  }

  private static void check(String path, Node node) throws UfsException {
    if (node instanceof RegularFile file && file.content().size() > MOST_BYTES) {
      throw new UfsException(path + " has more bytes than a file of a UFS can have");
    }
    if (node instanceof Symlink link && link.target().getBytes(UTF_8).length > LONGEST_TARGET) {
      throw new UfsException(
          path + " cannot be in a UFS: its target is longer than " + LONGEST_TARGET + " bytes");
    }
    if (node instanceof Device device && !DeviceNumber.isPossible(device)) {
      throw new UfsException(
          String.format(
              Locale.ROOT,
              "%s cannot be in a UFS: its device number %d,%d is too large",
              path,
              device.major(),
              device.minor()));
    }
  }
}
