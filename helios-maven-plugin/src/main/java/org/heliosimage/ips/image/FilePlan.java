package org.heliosimage.ips.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;
import org.jspecify.annotations.Nullable;

/** Decides for each file of a layout what is to be done with it, before anything is fetched. */
final class FilePlan {

  /** What to do with a file. */
  enum Work {
    /** Write content and attributes. */
    WRITE,
    /** Somebody changed the content: leave it, and set the attributes. */
    ATTRIBUTES,
    /** Move what is there to {@code PATH.old}, then write. */
    KEEP_OLD,
    /** Leave what is there and write to {@code PATH.new}. */
    WRITE_NEW
  }

  private final FileTree tree;
  private final Map<String, Work> works = new LinkedHashMap<>();

  private FilePlan(FileTree tree) {
    this.tree = tree;
  }

  /** The files to do something with, by path and in that order. */
  static Map<String, Work> of(FileTree tree, Layout before, Layout after, Consumer<String> warnings)
      throws IOException {
    FilePlan plan = new FilePlan(tree);
    for (Map.Entry<String, Owned> entry : after.paths().entrySet()) {
      Owned file = entry.getValue();
      Owned old = before.paths().get(entry.getKey());
      if (file.action().type() == ActionType.FILE && file.differsFrom(old)) {
        plan.decide(entry.getKey(), file, old, warnings);
      }
    }
    return plan.works;
  }

  private void decide(String path, Owned file, @Nullable Owned old, Consumer<String> warnings)
      throws IOException {
    // A program is never preserved.
    String preserve = file.action().has("elfhash") ? "" : file.attribute("preserve");
    if (preserve.isEmpty()) {
      works.put(path, Work.WRITE);
      return;
    }
    Optional<Node> there = tree.find(path);
    boolean delivered = old != null && old.action().type() == ActionType.FILE;
    switch (preserve) {
      case "abandon" -> {}
      case "install-only" -> {
        if (there.isEmpty()) {
          works.put(path, Work.WRITE);
        }
      }
      case "legacy" -> {
        if (delivered && !isChanged(there, old)) {
          works.put(path, Work.WRITE);
        }
      }
      default -> {
        if (!delivered) {
          if (there.isPresent()) {
            warnings.accept(
                "/%s was there before %s and is replaced.".formatted(path, file.owner()));
          }
          works.put(path, Work.WRITE);
        } else if (!isChanged(there, old)) {
          works.put(path, Work.WRITE);
        } else if (old != null && Objects.equals(file.action().hash(), old.action().hash())) {
          works.put(path, Work.ATTRIBUTES);
        } else {
          works.put(
              path,
              switch (preserve) {
                case "renameold" -> Work.KEEP_OLD;
                case "renamenew" -> Work.WRITE_NEW;
                default -> Work.ATTRIBUTES;
              });
        }
      }
    }
  }

  /** Whether what is there differs from what the old package brought. */
  private static boolean isChanged(Optional<Node> there, @Nullable Owned old) throws IOException {
    return old != null
        && there.orElse(null) instanceof RegularFile file
        && !sha1(file).equals(old.action().hash());
  }

  static String sha1(RegularFile file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      try (InputStream in = new DigestInputStream(file.content().open(), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
