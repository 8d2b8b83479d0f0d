package org.heliosimage.ufs;

/**
 * What kind of UFS to make.
 *
 * @param size bytes of the image
 * @param density bytes of the image for each inode, as {@code newfs -i} takes it
 * @param time when the file system was made, seconds since 1970 UTC
 */
public record UfsSpec(long size, long density, long time) {}
