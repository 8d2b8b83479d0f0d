/**
 * ZFS pools: a writer, and an independent reader that verifies what was written.
 *
 * <p>{@link org.heliosimage.zfs.PoolSpec} says what is wanted; {@link
 * org.heliosimage.zfs.PoolWriter} checks it and writes the pool. The layout on disk is described in
 * {@code org.heliosimage.zfs.write}.
 */
@NullMarked
package org.heliosimage.zfs;

import org.jspecify.annotations.NullMarked;
