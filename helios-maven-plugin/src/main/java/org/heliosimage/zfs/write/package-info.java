/**
 * The layout of a ZFS pool of one disk, and its writer.
 *
 * <p>A device of <i>n</i> bytes, rounded down to 256 KiB, holds:
 *
 * <pre>
 *        0  256 KiB  label            {@link org.heliosimage.zfs.write.Labels}
 *  256 KiB  256 KiB  label
 *  512 KiB  3.5 MiB  for the boot loader
 *    4 MiB           metaslabs        {@link org.heliosimage.zfs.write.Geometry}
 *  n - 512 KiB       label
 *  n - 256 KiB       label
 * </pre>
 *
 * Everything else hangs on a pointer in the labels' uberblock:
 *
 * <pre>
 * uberblock
 *  └ meta object set                  {@link org.heliosimage.zfs.write.MetaSet}
 *     ├ object directory (object 1), features, properties, description of the device
 *     ├ metaslab array, space maps    {@link org.heliosimage.zfs.write.Finish}
 *     └ DSL directories and datasets  {@link org.heliosimage.zfs.write.Dsl}
 *        └ object set of each file system: master node, files and directories
 *                                     {@link org.heliosimage.zfs.write.FileSystemWriter}
 * </pre>
 *
 * An object is a dnode with a tree of blocks ({@link org.heliosimage.zfs.write.ObjectTree}); an
 * object set keeps its dnodes in such a tree, too ({@link org.heliosimage.zfs.write.ObjectSet}).
 * All blocks pass the {@link org.heliosimage.zfs.write.Pipeline}: workers compress and sum, one
 * thread allocates, writes, and tells the owner of a block where it went. Metadata is stored twice,
 * that of the pool three times, in different thirds of the device.
 *
 * @see <a href="https://github.com/illumos/illumos-gate/tree/master/usr/src/uts/common/fs/zfs">ZFS
 *     in illumos</a>
 */
@NullMarked
package org.heliosimage.zfs.write;

import org.jspecify.annotations.NullMarked;
