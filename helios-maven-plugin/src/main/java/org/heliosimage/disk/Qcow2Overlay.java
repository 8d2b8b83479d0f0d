package org.heliosimage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heliosimage.codec.Bytes;

/**
 * A disk in QEMU's format qcow2 that holds nothing yet: what is not written to it is read from a
 * raw image, which stays as it is. It may be larger than that image; the rest reads as zeros.
 *
 * <pre>
 * header, big-endian                     40  u64  where the first-level table is
 *    0  "QFI", 0xFB                      48  u64  where the table of reference counts is
 *    4  u32  version 3                   56  u32  clusters of that table
 *    8  u64  where the image's name is   72  u64  features, all zero
 *   16  u32  length of that name         96  u32  log2 of the bits of a reference count
 *   20  u32  log2 of the cluster size   100  u32  length of the header
 *   24  u64  size of the disk           104  extensions: u32 type, u32 length, data up to 8 bytes
 *   36  u32  entries of the first-level table
 *
 * cluster 0    header, extensions, name
 *         1    table of reference counts: where cluster 2 is
 *         2    reference counts of all clusters in this file: 1
 *         3..  first-level table: zeros, since nothing is written
 * </pre>
 *
 * @see <a href="https://github.com/qemu/qemu/blob/master/docs/interop/qcow2.rst">the format</a>
 */
public final class Qcow2Overlay {

  private static final int MAGIC = 0x514649FB;
  private static final int VERSION = 3;
  private static final int CLUSTER_BITS = 16;
  private static final int CLUSTER = 1 << CLUSTER_BITS;
  private static final int HEADER = 104;
  private static final int COUNT_BITS_LOG = 4;

  /** Bytes of the disk that one entry of the first-level table stands for. */
  private static final long ENTRY_SPAN = (long) CLUSTER * (CLUSTER / 8);

  private static final int EXTENSION_FORMAT = 0xE2792ACA;
  private static final String RAW = "raw";

  /** QEMU reads no longer name. */
  private static final int MAX_NAME = 1023;

  /** Its own reference counts fit one cluster, with far more than any disk in use needs. */
  private static final long MAX_SIZE = 64L << 40;

  private Qcow2Overlay() {}

  /**
   * Writes an overlay; there must be no file of that name.
   *
   * @param image the raw image below it
   * @param size bytes of the disk, not less than the image has
   */
  public static void create(Path file, Path image, long size) throws IOException {
    if (size < Files.size(image) || size > MAX_SIZE || size % Slice.SECTOR != 0) {
      throw new DiskException(
          "a disk of %d bytes cannot lie over %s, which has %d"
              .formatted(size, image.getFileName(), Files.size(image)));
    }
    byte[] name = image.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_NAME) {
      throw new DiskException("the path of " + image + " is too long for a qcow2 file");
    }
    int entries = (int) ((size + ENTRY_SPAN - 1) / ENTRY_SPAN);
    int tableClusters = (entries * 8 + CLUSTER - 1) / CLUSTER;
    int clusters = 3 + tableClusters;
    byte[] head = new byte[3 * CLUSTER];
    putHeader(head, size, entries, name);
    Bytes.put64be(head, CLUSTER, 2L * CLUSTER);
    for (int i = 0; i < clusters; i++) {
      Bytes.put16be(head, 2 * CLUSTER + 2 * i, 1);
    }
    try (FileChannel overlay = RawFile.create(file, (long) clusters * CLUSTER)) {
      RawFile.writeSparse(overlay, 0, head, 0, head.length);
    }
  }

  private static void putHeader(byte[] head, long size, int entries, byte[] name) {
    int extensions = HEADER;
    // The extension that names the format, and one of type and length zero that ends the list.
    int nameAt = extensions + 8 + 8 + 8;
    Bytes.put32be(head, 0, MAGIC);
    Bytes.put32be(head, 4, VERSION);
    Bytes.put64be(head, 8, nameAt);
    Bytes.put32be(head, 16, name.length);
    Bytes.put32be(head, 20, CLUSTER_BITS);
    Bytes.put64be(head, 24, size);
    Bytes.put32be(head, 36, entries);
    Bytes.put64be(head, 40, 3L * CLUSTER);
    Bytes.put64be(head, 48, CLUSTER);
    Bytes.put32be(head, 56, 1);
    Bytes.put32be(head, 96, COUNT_BITS_LOG);
    Bytes.put32be(head, 100, HEADER);
    Bytes.put32be(head, extensions, EXTENSION_FORMAT);
    Bytes.put32be(head, extensions + 4, RAW.length());
    byte[] raw = RAW.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(raw, 0, head, extensions + 8, raw.length);
    System.arraycopy(name, 0, head, nameAt, name.length);
  }
}
