/**
 * UFS as illumos on x86 reads it, such as ramdisks: the writer is in {@code write}, an independent
 * reader with a check of consistency in {@code read}.
 *
 * <p>A file system has the form that {@code newfs -o space -m 0 -i N -b 4096} gives to a file:
 * blocks of 4096 bytes in four fragments of 1024. Numbers are little-endian, addresses count
 * fragments from the beginning of the file system.
 *
 * <h2>Layout</h2>
 *
 * The file system is divided into groups of equal length but for the last. In each of them:
 *
 * <pre>
 *  0   group 0: boot area; other groups: data
 *  8   group 0: superblock, at byte 8192
 * 16   copy of the superblock, 8 fragments
 * 24   group block, 4 fragments
 * 28   inodes, 128 bytes each
 *      group 0: summary, 16 bytes for each group, in whole fragments
 *      data
 * </pre>
 *
 * <pre>
 * superblock   8  first superblock, 12 group block, 16 inodes, 20 data, in a group
 *             24  offset and mask of what moves from group to group, here 0 and all
 *             32  time          36  fragments      40  fragments for data  44  groups
 *             48  block         52  fragment       56  fragments of a block
 *             60  least free    64  rotation, 68 revolutions a second
 *             72  block mask, 76 fragment mask, 80 and 84 their shifts
 *             88  longest run, 92 most blocks of a file in a group
 *             96  shift from fragment to block, 100 from sector to fragment
 *            104  bytes of this block        108  mask and shift into the summary
 *            116  addresses of a block       120  inodes of a block  124 sectors of a fragment
 *            128  optimisation, 1 for space  132  0x7c269d38 minus time
 *            144  two words of identity      152  summary, 156 its size, 160 group block's size
 *            164  tracks, 168 sectors of a track, 172 of a cylinder, 176 cylinders
 *            180  cylinders, 184 inodes, 188 fragments of a group
 *            192  directories, free blocks, free inodes, free fragments
 *            208  u8 modified, clean, read-only, flags; 212 mount point
 *            856  cycle of rotation tables, here 0   1320 version  1336 sectors of a track
 *           1340  u64 rest of block, of fragment     1356 format of tables, positions
 *           1372  0x00011954
 *
 * group block  4  0x00090255                 24  the four counts, as in the superblock
 *              8  time                       40  where to search next: block, fragment, inode
 *             12  number                     52  runs of 0 to 7 free fragments
 *             16  u16 cylinders, inodes      84  where the following tables begin:
 *             20  fragments
 *                 free blocks by cylinder, u32
 *                 free blocks by cylinder and rotational position, u16
 *                 inodes in use, one bit each
 *                 free fragments, one bit each
 *
 * inode        0  u16 type and mode          40  12 addresses of blocks
 *              2  u16 names                  88  3 addresses of blocks of addresses
 *              4  u16 owner, group          100  flags
 *              8  u64 size                  104  sectors in use
 *             16  access, 24 modification,  108  generation
 *             32  change: s, us             112  access control list
 *                                           116  owner, 120 group
 *                                           124  extended attributes
 *
 * entry        0  inode, or 0 if free         6  u16 length of the name
 *              4  u16 bytes to the next       8  name and a zero byte
 * </pre>
 *
 * Inode 2 is the root, inode 3 {@code lost+found}. An entry never crosses a multiple of 512 bytes.
 * The end of a file of up to 12 blocks is a run of fragments, of a longer one a whole block. A
 * symbolic link has its text in a fragment. A device has its number in the second address: major
 * and minor in 8 bits each, or in 14 and 18 bits if they are larger.
 *
 * <p>Sources: illumos {@code ufs_fs.h}, {@code ufs_inode.h}, {@code ufs_fsdir.h}, and for the
 * choice of sizes the programs {@code newfs} and {@code mkfs} of UFS. These give random generation
 * numbers to all inodes; here those in use have ones that follow from the number of the inode, and
 * the others stay zero, so that what is free takes no space.
 */
@NullMarked
package org.heliosimage.ufs;

import org.jspecify.annotations.NullMarked;
