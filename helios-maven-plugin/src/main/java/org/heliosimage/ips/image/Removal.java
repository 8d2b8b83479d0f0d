package org.heliosimage.ips.image;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/** Removes what a layout has no more, and keeps what somebody changed of it. */
final class Removal {

  /** Files that were to be preserved go here, under their path and the time. */
  private static final String LOST_AND_FOUND = "var/pkg/lost+found/";

  private final FileTree tree;
  private final long time;

  Removal(FileTree tree, long time) {
    this.tree = tree;
    this.time = time;
  }

  void apply(Layout before, Layout after) throws IOException {
    NavigableSet<String> directories = new TreeSet<>();
    for (Map.Entry<String, Owned> entry : before.paths().entrySet()) {
      String path = entry.getKey();
      if (entry.getValue().action().type() == ActionType.DIR) {
        if (!after.isDirectory(path)) {
          directories.add(path);
        }
      } else if (!after.paths().containsKey(path) || after.isDirectory(path)) {
        removeFile(path, entry.getValue());
      }
    }
    for (String path : before.implied()) {
      if (!after.isDirectory(path)) {
        directories.add(path);
      }
    }
    for (String path : directories.descendingSet()) {
      if (tree.find(path).orElse(null) instanceof Directory && tree.list(path).isEmpty()) {
        tree.remove(path);
      }
    }
  }

  private void removeFile(String path, Owned owned) throws IOException {
    Optional<Node> there = tree.find(path);
    String preserve = owned.attribute("preserve");
    if (there.isEmpty()
        || there.get() instanceof Directory
        || preserve.equals("abandon")
        || preserve.equals("install-only")) {
      return;
    }
    if (!preserve.isEmpty()
        && there.get() instanceof RegularFile file
        && !FilePlan.sha1(file).equals(owned.action().hash())) {
      String saved = LOST_AND_FOUND + path;
      tree.mkdirs(saved.substring(0, saved.lastIndexOf('/')), Attributes.of(0755, 0, 0, time));
      tree.put(saved + "-" + Owned.STAMP.format(utc(time)), file);
    }
    tree.remove(path);
  }

  private static LocalDateTime utc(long seconds) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
  }
}
