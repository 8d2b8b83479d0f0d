package org.heliosimage.ufs;

/**
 * What a UFS holds.
 *
 * @param files inodes in use, lost+found and directories included
 * @param bytes bytes of data in them
 * @param freeBytes bytes that are left
 * @param freeInodes inodes that are left
 */
public record UfsSummary(int files, long bytes, long freeBytes, int freeInodes) {}
