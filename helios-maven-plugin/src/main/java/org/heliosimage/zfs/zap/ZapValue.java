package org.heliosimage.zfs.zap;

/**
 * A value that is not one 64-bit number.
 *
 * @param integerSize bytes of each integer: 1, 2 or 8
 * @param count number of integers
 * @param bytes the integers, big-endian
 */
record ZapValue(int integerSize, int count, byte[] bytes) {}
