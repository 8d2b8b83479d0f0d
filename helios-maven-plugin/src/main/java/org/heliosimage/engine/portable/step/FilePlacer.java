package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.template.Step.Ownership;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** How file steps put things into the image. */
final class FilePlacer {

  private static final int BUFFER = 1 << 16;

  /** Largest file that a step takes into memory to look into it. */
  private static final long MAX_TEXT = 16 << 20;

  private FilePlacer() {}

  /**
   * Writes a file: what has its name makes way unless it is a directory, so that other names of a
   * hard link keep what they have. A file that holds these bytes already stays, only its owner and
   * bits change. Links on the way are followed, the name itself is not.
   */
  static void place(StepContext context, String path, Content content, Ownership ownership)
      throws IOException {
    FileTree tree = context.tree();
    String target = tree.resolve(path, false);
    Optional<Node> there = tree.find(target);
    if (there.isPresent() && there.get() instanceof Directory) {
      throw new BuildException(path + " is a directory and cannot be replaced by a file");
    }
    if (there.isPresent()
        && there.get() instanceof RegularFile file
        && same(file.content(), content)) {
      tree.setAttributes(target, owned(file.attributes(), ownership));
      return;
    }
    Attributes attributes =
        Attributes.of(ownership.mode(), ownership.uid(), ownership.gid(), context.time());
    tree.put(target, new RegularFile(attributes, content));
  }

  /** Sets owner and bits; the bits of a symbolic link mean nothing and stay. */
  static void own(FileTree tree, String target, Ownership ownership) throws IOException {
    Node node = tree.get(target);
    Attributes attributes = node.attributes();
    tree.setAttributes(
        target,
        node instanceof Symlink
            ? attributes.withOwner(ownership.uid(), ownership.gid())
            : owned(attributes, ownership));
  }

  private static Attributes owned(Attributes attributes, Ownership ownership) {
    return attributes.withOwner(ownership.uid(), ownership.gid()).withMode(ownership.mode());
  }

  /** A regular file of the image, links followed. */
  static RegularFile regularFile(FileTree tree, String path) throws IOException {
    Node node = tree.get(tree.resolve(path, true));
    if (node instanceof RegularFile file) {
      return file;
    }
    throw new BuildException(path + " is not a regular file of the image");
  }

  /** The text of a file that is meant to be read by people. */
  static String text(String path, Content content) throws IOException {
    if (content.size() > MAX_TEXT) {
      throw new BuildException(path + " is larger than " + MAX_TEXT + " bytes");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content.bytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BuildException(path + " is not text in UTF-8", e);
    }
  }

  private static boolean same(Content a, Content b) throws IOException {
    if (a.size() != b.size()) {
      return false;
    }
    try (InputStream left = a.open();
        InputStream right = b.open()) {
      while (true) {
        byte[] one = left.readNBytes(BUFFER);
        byte[] other = right.readNBytes(BUFFER);
        if (!Arrays.equals(one, other)) {
          return false;
        }
        if (one.length == 0) {
          return true;
        }
      }
    }
  }
}
