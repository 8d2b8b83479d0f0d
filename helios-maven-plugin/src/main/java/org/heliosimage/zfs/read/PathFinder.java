package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a path of an object from what a visit of the dataset has learned. */
final class PathFinder {

  private static final int MAX_DEPTH = 1000;

  private final @Nullable ObjectSet set;
  private final Map<Long, Entity> entities;

  PathFinder(@Nullable ObjectSet set, Map<Long, Entity> entities) {
    this.set = set;
    this.entities = entities;
  }

  /** A path and the object's number, or what else says which object it is. */
  String describe(long object) {
    if (object == 0) {
      return "dnodes and object set (object 0)";
    }
    if (object < 0) {
      return "space by owner (object " + object + ")";
    }
    Entity entity = entities.get(object);
    String path = entity == null ? null : path(object, 0);
    if (path != null) {
      return path + " (object " + object + ")";
    }
    return "object "
        + object
        + (entity == null || entity.type() == 0 ? "" : " (" + ObjectType.name(entity.type()) + ")");
  }

  private @Nullable String path(long object, int depth) {
    Entity entity = entities.get(object);
    Znode node = entity == null ? null : entity.node();
    if (entity == null || depth > MAX_DEPTH) {
      return null;
    }
    if (node != null && node.parent() == object) {
      return "/";
    }
    long parent = entity.directory();
    if (parent == 0) {
      return null;
    }
    Entity above = entities.get(parent);
    Znode aboveNode = above == null ? null : above.node();
    String front = path(parent, depth + 1);
    if (front == null) {
      return null;
    }
    if (aboveNode != null && aboveNode.xattrs() == object) {
      return front + " (extended attributes)";
    }
    String name = name(parent, object);
    if (name == null) {
      return null;
    }
    return front.endsWith("/") ? front + name : front + "/" + name;
  }

  private @Nullable String name(long directory, long object) {
    if (set == null) {
      return null;
    }
    try {
      for (ZapEntry entry : ZapScan.read(set.open(directory))) {
        if (FileSystem.entryObject(entry) == object) {
          return entry.text();
        }
      }
      return null;
    } catch (IOException e) {
      // The directory is damaged as well: the number of the object must do.
      return null;
    }
  }
}
