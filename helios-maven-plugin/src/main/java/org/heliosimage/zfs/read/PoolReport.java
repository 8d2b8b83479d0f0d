package org.heliosimage.zfs.read;

import java.util.List;
import java.util.Locale;

/**
 * What a verification found.
 *
 * @param pool name of the pool
 * @param datasets file systems, and snapshots if there are any
 * @param files regular files
 * @param bytes bytes in these files
 * @param blocks blocks of all kinds that were read, each copy once
 * @param allocated bytes that all copies of all blocks take
 * @param capacity bytes that blocks could take
 * @param ratio bytes of file blocks unpacked for each byte stored
 * @param findings what is wrong; empty for a sound pool
 */
public record PoolReport(
    String pool,
    int datasets,
    long files,
    long bytes,
    long blocks,
    long allocated,
    long capacity,
    double ratio,
    List<Finding> findings) {

  public PoolReport {
    findings = List.copyOf(findings);
  }

  public boolean isSound() {
    return findings.isEmpty();
  }

  /** One line that says it all. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%s: %,d datasets, %,d files, %,d bytes, %,d blocks, %,d of %,d bytes in use, "
            + "compressed %.2fx, %s",
        pool,
        datasets,
        files,
        bytes,
        blocks,
        allocated,
        capacity,
        ratio,
        findings.isEmpty()
            ? "no errors"
            : findings.size() + (findings.size() == 1 ? " error" : " errors"));
  }
}
