/**
 * An independent reader and verifier of ZFS pools with one top-level disk.
 *
 * <p>It shares no code with the writer but the bit-level codecs, trusts no length and no reference,
 * and reads pools of any maker within the features lz4, lzjb, zle, gzip, fletcher2, fletcher4,
 * sha256, embedded data and large dnodes.
 *
 * <p>From the top: {@link org.heliosimage.zfs.read.PoolReader} opens a pool through its labels
 * ({@code Labels}); {@code Walk} visits every block of an object in every copy; {@code
 * DatasetCheck} judges a file system and {@code MetaCheck} the pool's own metadata; {@code
 * SpaceCheck} compares the space that was found in use with the space maps. {@code TreeBuilder}
 * presents a dataset as a {@link org.heliosimage.tree.FileTree}, which {@link
 * org.heliosimage.tree.TreeComparison} compares with the one that was meant.
 */
@NullMarked
package org.heliosimage.zfs.read;

import org.jspecify.annotations.NullMarked;
