package org.heliosimage.zfs;

import java.util.SortedMap;
import org.heliosimage.tree.FileTree;
import org.jspecify.annotations.Nullable;

/**
 * A file system ready to be written.
 *
 * @param name full name, such as {@code rpool/ROOT/be}
 * @param parent index of the parent in the pool's list, -1 for the root
 * @param properties what is stored for this one
 * @param tree its files, if any
 * @param compression of file data, inherited or own
 * @param checksum of file data, inherited or own
 * @param copies of file data, inherited or own
 * @param recordSize largest block of a file, inherited or own
 */
public record DatasetPlan(
    String name,
    int parent,
    SortedMap<String, PropertyValue> properties,
    @Nullable FileTree tree,
    Compression compression,
    Checksum checksum,
    int copies,
    int recordSize) {

  /** The last component of the name. */
  public String lastName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** A numeric property of this file system itself, 0 if not set. */
  public long number(String property) {
    return properties.get(property) instanceof PropertyValue.Amount number ? number.value() : 0;
  }
}
