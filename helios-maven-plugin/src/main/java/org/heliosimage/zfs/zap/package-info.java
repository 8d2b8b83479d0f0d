/**
 * ZAP objects: the name tables of ZFS, such as directories.
 *
 * <p>A {@link org.heliosimage.zfs.zap.ZapBuilder} takes the entries, a {@link
 * org.heliosimage.zfs.zap.ZapImage} gives the blocks of the finished object one by one.
 *
 * <h2>Hash</h2>
 *
 * A CRC-64 that starts from the table's salt runs over the bytes of the name; its 28 highest bits
 * are the hash, all lower bits are zero. Entries with the same hash are told apart by a collision
 * differentiator ({@code cd}): 0, 1, … in the order of their names.
 *
 * <h2>Micro ZAP: one block, little-endian</h2>
 *
 * <pre>
 *   0  u64  0x8000000000000003
 *   8  u64  salt
 *  16       zero up to 64
 *  64       entries of 64 bytes: u64 value, u32 cd, u16 zero, 50 bytes name and NUL
 * </pre>
 *
 * Every value is one u64, every name at most 49 bytes long, and there are at most 2047 entries.
 *
 * <h2>Fat ZAP: blocks of 16 KiB</h2>
 *
 * Block 0 is the header, blocks 1 to L are leaves in the order of their hash prefixes, and the
 * pointer table follows them unless it fits into the second half of the header.
 *
 * <pre>
 * header   0  u64  0x8000000000000001
 *          8  u64  magic 0x2F52AB2AB
 *         16  u64  first block of the pointer table, 0 when in the header
 *         24  u64  blocks of the pointer table, 0 when in the header
 *         32  u64  shift: the table has 2^shift entries
 *         56  u64  first block behind all others
 *         64  u64  number of leaves
 *         72  u64  number of entries
 *         80  u64  salt
 *       8192  u64[1024]  pointer table when in the header
 *
 * leaf     0  u64  0x8000000000000000
 *         16  u64  prefix: the highest bits of the hashes here, right aligned
 *         24  u32  magic 0x2AB1EAF
 *         28  u16  free chunks
 *         30  u16  entries
 *         32  u16  prefix length in bits
 *         34  u16  first free chunk
 *         48  u16[512]  first entry chunk of each hash bucket, 0xFFFF for none
 *       1072  638 chunks of 24 bytes
 *
 * chunk    entry  u8 252, u8 integer size, u16 next in bucket, u16 name chunk, u16 name length with NUL,
 *                 u16 value chunk, u16 number of integers, u32 cd, u64 hash
 *          array  u8 251, 21 bytes, u16 next, 0xFFFF at the end
 *          free   u8 253, 21 bytes, u16 next, 0xFFFF at the end
 * </pre>
 *
 * Everything is little-endian but the integers of values in leaves, which are big-endian. Entry
 * {@code i} of the pointer table is the block of the leaf that holds the hashes whose {@code shift}
 * highest bits are {@code i}.
 *
 * @see <a
 *     href="https://github.com/illumos/illumos-gate/blob/master/usr/src/uts/common/fs/zfs/sys/zap_leaf.h">zap_leaf.h
 *     and zap_impl.h of illumos</a>
 */
@NullMarked
package org.heliosimage.zfs.zap;

import org.jspecify.annotations.NullMarked;
