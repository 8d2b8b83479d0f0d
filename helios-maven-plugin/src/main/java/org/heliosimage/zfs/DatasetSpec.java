package org.heliosimage.zfs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heliosimage.tree.FileTree;
import org.jspecify.annotations.Nullable;

/**
 * A file system of a pool.
 *
 * @param name name below the pool, such as {@code ROOT/be}; empty for the root of the pool
 * @param properties as for {@code zfs create -o}, user properties included
 * @param tree its files; an empty root directory if there is none
 */
public record DatasetSpec(String name, Map<String, String> properties, @Nullable FileTree tree) {

  public DatasetSpec {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }
}
