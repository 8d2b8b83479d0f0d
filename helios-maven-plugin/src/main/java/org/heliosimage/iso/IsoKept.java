package org.heliosimage.iso;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;

/** What an ISO image keeps of a tree. */
public final class IsoKept {

  private IsoKept() {}

  /**
   * The tree as {@link IsoReader} gives it back once it was written. That two names are of one node
   * shows only where there is data, as they then share it.
   */
  public static FileTree of(FileTree tree) throws IOException {
    FileTree kept = new FileTree(kept(tree.get("/").attributes()));
    Map<Integer, String> first = new HashMap<>();
    tree.<IOException>walk(
        (path, entry) -> {
          Node node = entry.node();
          boolean data = node instanceof RegularFile file && file.content().size() > 0;
          String name = data && entry.link() != 0 ? first.putIfAbsent(entry.link(), path) : null;
          if (name != null) {
            kept.link(name, path);
          } else {
            kept.put(path, node.withAttributes(kept(node.attributes())));
          }
        });
    return kept;
  }

  private static Attributes kept(Attributes attributes) {
    return attributes.withTime(IsoTime.clamp(attributes.seconds()), 0).withXattrs(new TreeMap<>());
  }
}
