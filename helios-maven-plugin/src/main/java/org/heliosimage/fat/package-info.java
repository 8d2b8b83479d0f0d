/**
 * FAT file systems, such as the EFI system partition: a writer and a reader.
 *
 * <p>{@link org.heliosimage.fat.FatWriter} stores a tree with the parameters that illumos' {@code
 * mkfs -F pcfs} chooses, {@link org.heliosimage.fat.FatReader} reads any FAT12, FAT16 or FAT32 file
 * system of 512-byte sectors.
 *
 * <h2>Layout in sectors</h2>
 *
 * <pre>
 * boot sector and, with FAT32, FSInfo (1) and their copies (6, 7): 32 sectors, else 1
 * two equal tables of clusters
 * root directory of 512 entries, unless FAT32, where it is a file from cluster 2 on
 * clusters, the first of which has the number 2
 * </pre>
 *
 * <pre>
 * boot sector  3  "MSDOS4.0"                 22  u16  sectors of a table, 0 with FAT32
 *             11  u16  bytes of a sector     24  u16  sectors of a track, 26 u16 heads
 *             13  u8   sectors of a cluster  28  u32  hidden sectors
 *             14  u16  reserved sectors      32  u32  sectors unless they fit at 19
 *             16  u8   tables
 *             17  u16  entries of the root   then, from 36 on, or 64 with FAT32:
 *             19  u16  sectors, or 0          0  u8   drive
 *             21  u8   media                  2  u8   0x29
 * FAT32 only: 36  u32  sectors of a table     3  u32  serial number
 *             44  u32  root cluster           7  label, 11 bytes
 *             48  u16  FSInfo                18  type, 8 bytes
 *             50  u16  copy of this sector
 *
 * entry        0  8.3 name, 11 bytes         20  u16  first cluster, high half
 *             11  u8   attributes            22  u16  time, 24 u16 date of modification
 *             13  u8   creation, 10 ms       26  u16  first cluster, low half
 *             14  u16  time, 16 u16 date     28  u32  size
 *             18  u16  date of access
 * </pre>
 *
 * A name that is no 8.3 name in capitals gets an alias that is, and entries of attribute 0x0f with
 * 13 UTF-16 units each in front of it, the last part first. The times of a FAT are local times of
 * an unnamed zone; here they are UTC.
 */
@NullMarked
package org.heliosimage.fat;

import org.jspecify.annotations.NullMarked;
