/**
 * ISO 9660 images with Rock Ridge and El Torito: a writer and an independent reader.
 *
 * <p>{@link org.heliosimage.iso.IsoWriter} streams a tree into an image from its first byte to its
 * last; {@link org.heliosimage.iso.IsoReader} shares nothing with it but the layout of single
 * structures, believes no field, and gives the tree back.
 *
 * <h2>Layout in blocks of 2048 bytes</h2>
 *
 * <pre>
 *  0  system area: zeros, or the programs that make the image bootable as a disk
 * 16  primary volume descriptor
 * 17  boot record, if there is anything to boot
 *  +  end of the descriptors
 *  +  path table, little-endian; path table, big-endian
 *  +  directories, in the order of the path table; behind each its continuation area, with
 *     what does not fit into records: some readers look nowhere else
 *  +  boot catalog, the file /.catalog
 *  +  a block that files without data share, if there are any
 *  +  files, in the order of a walk; several names of a file share its blocks
 *  +  150 blocks of zeros, as some drives cannot read the last blocks
 * </pre>
 *
 * <pre>
 * record   0  u8   length, even             25  u8   flags: 2 directory
 *          2  both block                    28  both 16 bits: volume, 1
 *         10  both bytes                    32  u8   length of the name
 *         18       time, 7 bytes            33  name, a byte 0 after an even one, system use
 *
 * system use (SUSP 1.12): two letters, u8 length, u8 version 1, then
 * SP  BE EF 00                              in the first record of the root only
 * ER  identifier of Rock Ridge              there too
 * CE  both block, both offset, both length  where system use goes on
 * RR  u8 bits of those of the following that there are
 * PX  both mode, both links, both owner, both group
 * TF  0E, times of modification, access and change, 7 bytes each
 * NM  u8 1 if it goes on, then the name
 * SL  u8 1 if it goes on, then components: u8 flags, u8 length, text
 * PN  both major, both minor
 * </pre>
 *
 * "Both" is a number in 32 bits little-endian and then again big-endian. Names are those of the
 * tree in Rock Ridge, whatever their length and depth; the plain names below them are cut to 31
 * bytes of printable ASCII and not translated to capitals, as {@code mkisofs -U -D} does.
 *
 * <p>Sources: ECMA-119; System Use Sharing Protocol 1.12; Rock Ridge Interchange Protocol 1.10 (of
 * which illumos knows the identifier); El Torito 1.0 with the UEFI specification's platform EF.
 */
@NullMarked
package org.heliosimage.iso;

import org.jspecify.annotations.NullMarked;
