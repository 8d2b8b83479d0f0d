/**
 * What describes one object of a ZFS file system: the dnode and, in its bonus area, the attributes
 * of the file.
 *
 * <p>A {@link org.heliosimage.zfs.zpl.Znode} holds the values of one file, {@link
 * org.heliosimage.zfs.zpl.Znode#encode} turns them into a system attribute (SA) area. {@link
 * org.heliosimage.zfs.zpl.SaLayouts} collects the attribute sequences in use in a dataset and makes
 * the tables that describe them.
 *
 * <h2>SA area, little-endian</h2>
 *
 * <pre>
 *   0  u32  magic 0x2F505A
 *   4  u16  layout number, header length / 8 from bit 10 on
 *   6  u16  length of each attribute of variable length
 *           attributes in the order of the layout, each padded to 8 bytes
 * </pre>
 *
 * Boot loaders and the kernel's space accounting do not ask the layout: they expect the mode at 0,
 * size at 8, generation at 16, owner at 24, group at 32, parent at 40, flags at 48 and, in a
 * symbolic link, the target at 160. So all files begin with one sequence of attributes:
 *
 * <pre>
 *   0 MODE     8 SIZE   16 GEN    24 UID     32 GID     40 PARENT  48 FLAGS
 *  56 ATIME   72 MTIME  88 CTIME 104 CRTIME 120 LINKS
 * </pre>
 *
 * followed by RDEV in devices, by the access control list (DACL_COUNT, DACL_ACES), by SYMLINK in
 * symbolic links, and by XATTR, the object of the directory of extended attributes, if there are
 * any. A target too long for the bonus area is alone in the spill block.
 *
 * @see <a
 *     href="https://github.com/illumos/illumos-gate/blob/master/usr/src/uts/common/fs/zfs/zfs_sa.c">zfs_sa.c,
 *     sa.c and dnode.h of illumos</a>
 */
@NullMarked
package org.heliosimage.zfs.zpl;

import org.jspecify.annotations.NullMarked;
