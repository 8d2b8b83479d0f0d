/**
 * The file tree of an image: metadata in memory, contents by reference.
 *
 * <p>{@link org.heliosimage.tree.FileTree} maps paths to {@link org.heliosimage.tree.Node nodes}.
 * Nodes are immutable values; a snapshot shares all structure with its origin until one of the two
 * changes. A file's bytes stay where they are (package cache, seed tar, template folder) behind a
 * {@link org.heliosimage.tree.Content} until a writer streams them into the output.
 */
@NullMarked
package org.heliosimage.tree;

import org.jspecify.annotations.NullMarked;
