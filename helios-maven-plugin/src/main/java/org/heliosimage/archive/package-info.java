/**
 * Archives of file trees.
 *
 * <p>{@link org.heliosimage.archive.SeedTar} is the tar that one build leaves for the next. It is
 * written as POSIX tar: a plain header for each member, before it an extended one with what does
 * not fit (long names, fractions of a second, large numbers, extended attributes as {@code
 * SCHILY.xattr.NAME}). It is read in whatever form a user may bring one: ustar, POSIX with records
 * of star, GNU and libarchive, GNU with long names and sparse files, and what tar of Solaris and
 * illumos adds. Access control lists beyond the mode bits are not kept, nor are names of owners.
 *
 * <p>Names are text, so bytes that are not UTF-8 are refused. A tar may come from anywhere: every
 * number in it is checked before it is used, and no entry can name a place outside of the tree.
 *
 * <p>Sources: POSIX.1-2017 pax, "pax Interchange Format"; GNU tar manual, "Basic Tar Format" and
 * "Storing Sparse Files"; libarchive, tar(5); illumos, usr/src/head/archives.h.
 */
@NullMarked
package org.heliosimage.archive;

import org.jspecify.annotations.NullMarked;
