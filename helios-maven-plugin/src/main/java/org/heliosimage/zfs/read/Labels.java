package org.heliosimage.zfs.read;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heliosimage.codec.Bytes;
import org.heliosimage.codec.CodecException;
import org.heliosimage.codec.Nvlist;
import org.heliosimage.codec.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The four labels. Each, 256 KiB:
 *
 * <pre>
 * 0x0000 blank   0x2000 boot environment   0x4000 configuration (112 KiB)   0x20000 uberblocks
 * </pre>
 *
 * The last 40 bytes of each of these areas, and of each uberblock, are a magic number and the
 * SHA-256 of the area, computed with the area's own offset in place of the sum. Source: OpenZFS
 * include/sys/vdev_impl.h, module/zfs/zio_checksum.c.
 */
final class Labels {

  private static final int BOOT_ENVIRONMENT = 0x2000;
  private static final int CONFIG = 0x4000;
  private static final int CONFIG_SIZE = 0x1c000;
  private static final int UBERBLOCKS = 0x20000;
  private static final int TRAILER = 40;
  private static final long TRAILER_MAGIC = 0x0210DA7AB10C7A11L;
  private static final long UBERBLOCK_MAGIC = 0x00BAB10CL;

  private final Vdev vdev;
  private final List<Finding> findings = new ArrayList<>();
  private @Nullable Nvlist config;
  private @Nullable Uberblock best;

  /**
   * What the newest consistent state hangs from.
   *
   * @param root pointer to the object set of the pool's own metadata
   */
  record Uberblock(long txg, long timestamp, long guidSum, long version, BlockPointer root) {}

  private Labels(Vdev vdev) {
    this.vdev = vdev;
  }

  /** Reads all labels; fails only if none is good enough to go on. */
  static Labels read(Vdev vdev) throws IOException {
    Labels labels = new Labels(vdev);
    byte[] label = new byte[Vdev.LABEL_SIZE];
    List<@Nullable Uberblock> newest = new ArrayList<>();
    for (int i = 0; i < Vdev.LABELS; i++) {
      vdev.read(vdev.labelOffset(i), label, label.length);
      labels.readConfig(i, label);
    }
    if (labels.config == null) {
      throw new PoolReadException(
          "no ZFS pool is here: none of the four labels is good (label 0: "
              + labels.findings.get(0).problem()
              + ")");
    }
    for (int i = 0; i < Vdev.LABELS; i++) {
      vdev.read(vdev.labelOffset(i), label, label.length);
      newest.add(labels.readUberblocks(i, label));
    }
    Uberblock best = labels.best;
    if (best == null) {
      throw new PoolReadException("the pool has no valid uberblock");
    }
    for (int i = 0; i < Vdev.LABELS; i++) {
      Uberblock own = newest.get(i);
      if (own == null || own.txg != best.txg) {
        labels.add(i, "lacks the newest uberblock, of transaction group " + best.txg);
      }
    }
    labels.checkConfig(best);
    return labels;
  }

  Nvlist config() {
    if (config == null) {
      throw new IllegalStateException("no configuration");
    }
    return config;
  }

  Uberblock uberblock() {
    if (best == null) {
      throw new IllegalStateException("no uberblock");
    }
    return best;
  }

  List<Finding> findings() {
    return findings;
  }

  private void add(int label, String problem) {
    findings.add(new Finding("label " + label, problem));
  }

  private void readConfig(int number, byte[] label) {
    if (!Bytes.isZero(label, BOOT_ENVIRONMENT, CONFIG - BOOT_ENVIRONMENT)
        && !sumIsGood(number, label, BOOT_ENVIRONMENT, CONFIG - BOOT_ENVIRONMENT)) {
      add(number, "the boot environment has a wrong checksum");
    }
    if (!sumIsGood(number, label, CONFIG, CONFIG_SIZE)) {
      add(number, "the configuration has a wrong checksum");
      return;
    }
    try {
      Nvlist own = Nvlist.decode(Arrays.copyOfRange(label, CONFIG, CONFIG + CONFIG_SIZE - TRAILER));
      if (config == null) {
        config = own;
      } else if (!config.equals(own)) {
        add(number, "the configuration differs from that of an earlier label");
      }
    } catch (CodecException e) {
      add(number, "the configuration is broken: " + e.getMessage());
    }
  }

  private @Nullable Uberblock readUberblocks(int number, byte[] label) {
    long ashift = vdevTree(config()).number("ashift").orElse(9);
    int shift = (int) Math.max(10, Math.min(13, ashift));
    int size = 1 << shift;
    Uberblock newest = null;
    for (int at = UBERBLOCKS; at < Vdev.LABEL_SIZE; at += size) {
      // Slots never used, or half written, are passed over, as at an import.
      if (Bytes.u64(label, at) == UBERBLOCK_MAGIC && sumIsGood(number, label, at, size)) {
        Uberblock found =
            new Uberblock(
                Bytes.u64(label, at + 16),
                Bytes.u64(label, at + 32),
                Bytes.u64(label, at + 24),
                Bytes.u64(label, at + 8),
                new BlockPointer(label, at + 40));
        newest = newer(newest, found);
        best = newer(best, found);
      }
    }
    return newest;
  }

  private static Uberblock newer(@Nullable Uberblock one, Uberblock other) {
    return one == null
            || other.txg > one.txg
            || (other.txg == one.txg && other.timestamp > one.timestamp)
        ? other
        : one;
  }

  private boolean sumIsGood(int number, byte[] label, int at, int size) {
    int trailer = at + size - TRAILER;
    if (Bytes.u64(label, trailer) != TRAILER_MAGIC) {
      return false;
    }
    byte[] verifier = new byte[TRAILER - 8];
    Bytes.put64(verifier, 0, vdev.labelOffset(number) + at);
    MessageDigest digest = Sha256.digest();
    digest.update(label, at, size - verifier.length);
    byte[] sum = digest.digest(verifier);
    for (int i = 0; i < 4; i++) {
      if (Bytes.u64(label, trailer + 8 + 8 * i) != Bytes.u64be(sum, 8 * i)) {
        return false;
      }
    }
    return true;
  }

  static Nvlist vdevTree(Nvlist config) {
    return config.nested("vdev_tree").orElse(Nvlist.builder().build());
  }

  private void checkConfig(Uberblock newest) throws PoolReadException {
    Nvlist list = config();
    Nvlist tree = vdevTree(list);
    String type = tree.text("type").orElse("none");
    if (list.number("vdev_children").orElse(1) != 1
        || !(type.equals("disk") || type.equals("file"))) {
      throw new PoolReadException(
          "the pool is made of more than one disk (type " + type + "), which is not supported");
    }
    if (list.text("name").isEmpty()) {
      throw new PoolReadException("the pool has no name in its labels");
    }
    long txg = list.number("txg").orElse(0);
    if (txg == 0 || txg > newest.txg) {
      add(0, "the configuration is of transaction group " + txg + ", not up to " + newest.txg);
    }
    long sum = list.number("pool_guid").orElse(0) + list.number("guid").orElse(0);
    if (sum != newest.guidSum) {
      add(0, "the uberblock's sum of guids does not match the configuration");
    }
    long asize = tree.number("asize").orElse(-1);
    if (asize < 0 || asize > vdev.dataSize()) {
      add(0, "asize is " + asize + " but the partition has room for " + vdev.dataSize());
    }
  }
}
