/**
 * Disk labels and raw image files.
 *
 * <p>A {@link org.heliosimage.disk.DiskLayout} says where the slices are; {@link
 * org.heliosimage.disk.Label} writes it into an image and reads it back from any image; {@link
 * org.heliosimage.disk.RawFile} makes sparse files.
 *
 * <h2>The label that illumos makes for a whole disk</h2>
 *
 * Sectors have 512 bytes; LU, the last usable sector, is the 34th from the end.
 *
 * <pre>
 * sector 0             protective MBR
 *        1             primary GPT header
 *        2..33         entries: 16 KiB, of which 9 entries of 128 bytes are declared
 *        256..         slices: the EFI system partition, if any, then the ZFS slice
 *        LU-16383..LU  reserved slice
 *        LU+1..LU+32   copy of the entries
 *        LU+33         copy of the header
 * </pre>
 *
 * The reserved slice is entry 8, the last declared one: illumos grows a disk's label only if it
 * finds it there. The entries between are unused; their last sector is 2^64-1, which the CRC of the
 * array covers, as it covers nothing behind the ninth entry.
 *
 * <pre>
 * header   0  "EFI PART"                 40  u64  first usable sector, 34
 *          8  u32  revision 0x10000      48  u64  last usable sector
 *         12  u32  size 92               56  GUID of the disk
 *         16  u32  CRC-32 of the header  72  u64  sector of the entries
 *         24  u64  own sector            80  u32  number of entries
 *         32  u64  sector of the other   84  u32  size of an entry
 *                                        88  u32  CRC-32 of the entries
 * entry    0  GUID of the type           16  GUID of the slice
 *         32  u64  first sector          40  u64  last sector
 *         48  u64  attributes            56  name, 36 units of UTF-16LE
 * </pre>
 *
 * @see <a
 *     href="https://github.com/illumos/illumos-gate/blob/master/usr/src/lib/libefi/common/rdwr_efi.c">rdwr_efi.c
 *     of illumos</a>
 */
@NullMarked
package org.heliosimage.disk;

import org.jspecify.annotations.NullMarked;
