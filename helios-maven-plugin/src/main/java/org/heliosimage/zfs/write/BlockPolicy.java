package org.heliosimage.zfs.write;

import org.heliosimage.zfs.Checksum;
import org.heliosimage.zfs.Compression;

/** How blocks of a kind are stored. */
record BlockPolicy(Compression compression, Checksum checksum, int copies) {

  BlockPolicy uncompressed() {
    return new BlockPolicy(Compression.OFF, checksum, copies);
  }
}
