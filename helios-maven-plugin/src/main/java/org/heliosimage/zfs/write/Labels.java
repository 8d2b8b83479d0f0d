package org.heliosimage.zfs.write;

import java.io.IOException;
import java.util.Arrays;
import org.heliosimage.codec.Bytes;
import org.heliosimage.codec.Nvlist;
import org.heliosimage.codec.Sha256;
import org.heliosimage.zfs.PoolException;

/**
 * The four labels. Sources: {@code vdev_impl.h}, {@code uberblock_impl.h} and {@code vdev_label.c}
 * of illumos.
 *
 * <pre>
 *      0  8 KiB    blank
 * 0x2000  8 KiB    boot environment, checksum
 * 0x4000  112 KiB  packed description of pool and device, checksum
 * 0x20000 128 KiB  ring of uberblocks, each with a checksum
 *
 * uberblock   0  u64 magic          32  u64 time
 *             8  u64 version        40  pointer to the meta object set
 *            16  u64 group         168  u64 software version
 *            24  u64 sum of guids  176  u64 magic of multihost
 *
 * checksum    0  u64 magic          8  u64[4] SHA-256 of the region with, in place of the sum,
 *                                      the region's offset in the device and zeros
 * </pre>
 */
final class Labels {

  private static final int BOOT_ENVIRONMENT = 0x2000;
  private static final int BOOT_ENVIRONMENT_SIZE = 8 << 10;
  private static final int DESCRIPTION = 0x4000;
  private static final int DESCRIPTION_SIZE = 112 << 10;
  private static final int RING = 0x20000;
  private static final int RING_SIZE = 128 << 10;
  private static final int MIN_SLOT_SHIFT = 10;
  private static final int MAX_SLOT_SHIFT = 13;

  private static final long TRAILER_MAGIC = 0x0210DA7AB10C7A11L;
  private static final int TRAILER = 40;
  private static final long UBERBLOCK_MAGIC = 0x00BAB10CL;
  private static final long MMP_MAGIC = 0xA11CEA11L;

  private Labels() {}

  /** Writes all four. */
  static void write(VdevOutput output, Geometry geometry, PoolConfig config, byte[] root, long time)
      throws IOException {
    byte[] label = new byte[Geometry.LABEL];
    putDescription(label, config.label());
    int slot = slotSize(geometry);
    int ring = RING + (int) (Txg.PUBLISHED % (RING_SIZE / slot)) * slot;
    putUberblock(label, ring, config, root, time);
    long end = geometry.size() / Geometry.LABEL * Geometry.LABEL;
    long[] offsets = {0, Geometry.LABEL, end - 2 * Geometry.LABEL, end - Geometry.LABEL};
    for (long offset : offsets) {
      seal(label, offset, BOOT_ENVIRONMENT, BOOT_ENVIRONMENT_SIZE);
      seal(label, offset, DESCRIPTION, DESCRIPTION_SIZE);
      seal(label, offset, ring, slot);
      output.writeSparse(label, offset);
    }
  }

  private static int slotSize(Geometry geometry) {
    return 1 << Math.max(MIN_SLOT_SHIFT, Math.min(MAX_SLOT_SHIFT, geometry.ashift()));
  }

  private static void putDescription(byte[] label, Nvlist description) throws PoolException {
    byte[] packed = description.encode();
    if (packed.length > DESCRIPTION_SIZE - TRAILER) {
      throw new PoolException("the description of the pool is too long for its labels");
    }
    System.arraycopy(packed, 0, label, DESCRIPTION, packed.length);
  }

  private static void putUberblock(
      byte[] label, int at, PoolConfig config, byte[] root, long time) {
    Bytes.put64(label, at, UBERBLOCK_MAGIC);
    Bytes.put64(label, at + 8, PoolConfig.VERSION);
    Bytes.put64(label, at + 16, Txg.PUBLISHED);
    Bytes.put64(label, at + 24, config.poolGuid() + config.vdevGuid());
    Bytes.put64(label, at + 32, time);
    System.arraycopy(root, 0, label, at + 40, root.length);
    Bytes.put64(label, at + 168, PoolConfig.VERSION);
    Bytes.put64(label, at + 176, MMP_MAGIC);
  }

  private static void seal(byte[] label, long labelOffset, int at, int size) {
    int trailer = at + size - TRAILER;
    Bytes.put64(label, trailer, TRAILER_MAGIC);
    Arrays.fill(label, trailer + 8, trailer + TRAILER, (byte) 0);
    Bytes.put64(label, trailer + 8, labelOffset + at);
    long[] sum = Sha256.words(label, at, size);
    for (int word = 0; word < sum.length; word++) {
      Bytes.put64(label, trailer + 8 + 8 * word, sum[word]);
    }
  }
}
