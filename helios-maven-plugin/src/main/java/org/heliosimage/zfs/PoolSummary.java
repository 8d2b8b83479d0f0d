package org.heliosimage.zfs;

/**
 * What was written.
 *
 * @param poolGuid identifier of the pool, as the loader passes it to the kernel
 * @param vdevGuid identifier of its device
 * @param bootfs object number of the file system to boot, 0 if there is none
 * @param datasets file systems
 * @param files objects of all file systems that a user sees: files, directories, links, devices
 * @param blocks blocks with space of their own, copies counted once
 * @param logical bytes of file contents
 * @param allocated bytes allocated on the device, copies and metadata included
 * @param dataBytes bytes of file contents as stored after compression, one copy
 */
public record PoolSummary(
    long poolGuid,
    long vdevGuid,
    long bootfs,
    int datasets,
    long files,
    long blocks,
    long logical,
    long allocated,
    long dataBytes) {

  /** File contents by what they take on the device, 1 if there are none. */
  public double ratio() {
    return dataBytes == 0 ? 1 : (double) logical / dataBytes;
  }
}
