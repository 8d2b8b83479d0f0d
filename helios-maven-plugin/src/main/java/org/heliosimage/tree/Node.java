package org.heliosimage.tree;

/** One object of a tree, without its name: several names may lead to one non-directory. */
public sealed interface Node {

  Attributes attributes();

  /** The same node with other attributes. */
  Node withAttributes(Attributes attributes);

  /** A directory; its entries are asked of the {@link FileTree}. */
  record Directory(Attributes attributes) implements Node {
    @Override
    public Directory withAttributes(Attributes newAttributes) {
      return new Directory(newAttributes);
    }
  }

  /** A regular file. */
  record RegularFile(Attributes attributes, Content content) implements Node {
    @Override
    public RegularFile withAttributes(Attributes newAttributes) {
      return new RegularFile(newAttributes, content);
    }
  }

  /** A symbolic link; the target is kept verbatim and never empty. */
  record Symlink(Attributes attributes, String target) implements Node {
    public Symlink {
      if (target.isEmpty() || target.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("symbolic link target \"" + target + "\"");
      }
    }

    @Override
    public Symlink withAttributes(Attributes newAttributes) {
      return new Symlink(newAttributes, target);
    }
  }

  /** A character or block device. */
  record Device(Attributes attributes, boolean block, int major, int minor) implements Node {
    public Device {
      if (major < 0 || minor < 0) {
        throw new IllegalArgumentException("device number " + major + "," + minor);
      }
    }

    @Override
    public Device withAttributes(Attributes newAttributes) {
      return new Device(newAttributes, block, major, minor);
    }
  }

  /** A named pipe. */
  record Fifo(Attributes attributes) implements Node {
    @Override
    public Fifo withAttributes(Attributes newAttributes) {
      return new Fifo(newAttributes);
    }
  }
}
