package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.heliosimage.Peers;
import org.heliosimage.codec.Bytes;
import org.heliosimage.disk.RawFile;
import org.heliosimage.fat.FatReader;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.zfs.read.PoolReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every field outside of file systems that the native tools set, byte for byte and without help of
 * the classes that wrote them, in an image without and one with an EFI system partition.
 */
class FinishedImageTest {

  private static final int SECTOR = 512;
  private static final int ENTRY = 128;
  private static final int FIRST_SLICE = 256;
  private static final int RESERVED = 16384;
  private static final int ESP = 524288;
  private static final int HEADER_MAGIC = 0x1BADB002;

  private static final String ZFS_TYPE = "c38c896ad21db21199a6080020736631";
  private static final String RESERVED_TYPE = "3b5a946ad21db21199a6080020736631";
  private static final String ESP_TYPE = "28732ac11ff8d211ba4b00a0c93ec93b";
  private static final String NO_TYPE = "0".repeat(32);

  @TempDir private Path folder;

  /** An image and where things should be. */
  private record Image(FileChannel channel, boolean esp, long sectors) implements AutoCloseable {

    static Image of(String machine) throws Exception {
      FileChannel channel = FileChannel.open(SampleImages.of(machine));
      return new Image(channel, machine.equals("generic"), channel.size() / SECTOR);
    }

    long last() {
      return sectors - 1;
    }

    long lastUsable() {
      return sectors - 34;
    }

    long pool() {
      return esp ? FIRST_SLICE + ESP : FIRST_SLICE;
    }

    byte[] sectors(long first, int count) throws Exception {
      return RawFile.read(channel, first * SECTOR, count * SECTOR);
    }

    PoolReader openPool() throws Exception {
      long end = lastUsable() + 1 - RESERVED;
      return PoolReader.open(channel, pool() * SECTOR, (end - pool()) * SECTOR);
    }

    byte[] file(String path) throws Exception {
      try (PoolReader reader = openPool()) {
        FileTree tree = reader.tree(reader.poolProperties().get("bootfs"));
        return ((RegularFile) tree.get(path)).content().bytes();
      }
    }

    @Override
    public void close() throws java.io.IOException {
      channel.close();
    }
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static String hex(byte[] bytes, int from, int length) {
    return HexFormat.of().formatHex(bytes, from, from + length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"qemu", "generic"})
  void guidPartitionTable(String machine) throws Exception {
    try (Image image = Image.of(machine)) {
      byte[] entries = image.sectors(2, 32);
      byte[] primary = image.sectors(1, 1);
      byte[] backup = image.sectors(image.last(), 1);
      checkHeader(primary, 1, image.last(), 2, entries, image);
      checkHeader(backup, image.last(), 1, image.lastUsable() + 1, entries, image);
      assertEquals(hex(primary, 56, 16), hex(backup, 56, 16), "GUID of the disk");
      assertArrayEquals(entries, image.sectors(image.lastUsable() + 1, 32));
      assertTrue(Bytes.isZero(entries, 9 * ENTRY, entries.length - 9 * ENTRY));
      byte[] gap = image.sectors(34, FIRST_SLICE - 34);
      assertTrue(Bytes.isZero(gap, 0, gap.length), "in front of the slices");

      long reserved = image.lastUsable() + 1 - RESERVED;
      int pool = image.esp() ? 1 : 0;
      for (int index = 0; index < 9; index++) {
        if (index == pool) {
          checkEntry(entries, index, ZFS_TYPE, image.pool(), reserved - 1, "zfs");
        } else if (index < pool) {
          checkEntry(entries, index, ESP_TYPE, FIRST_SLICE, FIRST_SLICE + ESP - 1, "loader");
        } else if (index == 8) {
          checkEntry(entries, index, RESERVED_TYPE, reserved, image.lastUsable(), "");
        } else {
          checkEntry(entries, index, NO_TYPE, 0, -1, "");
        }
      }
      Set<String> guids = new HashSet<>(List.of(hex(primary, 56, 16)));
      for (int index : image.esp() ? new int[] {0, 1, 8} : new int[] {0, 8}) {
        assertTrue(guids.add(hex(entries, ENTRY * index + 16, 16)), "unique");
      }
      assertFalse(guids.contains(NO_TYPE));
    }
  }

  private static void checkHeader(
      byte[] header, long self, long other, long array, byte[] entries, Image image) {
    assertEquals("EFI PART", new String(header, 0, 8, StandardCharsets.US_ASCII));
    assertEquals(0x00010000, Bytes.i32(header, 8), "revision");
    assertEquals(92, Bytes.i32(header, 12), "length");
    byte[] summed = header.clone();
    Bytes.put32(summed, 16, 0);
    assertEquals(crc(summed, 92), Bytes.i32(header, 16), "CRC");
    assertEquals(0, Bytes.i32(header, 20));
    assertEquals(self, Bytes.u64(header, 24));
    assertEquals(other, Bytes.u64(header, 32));
    assertEquals(34, Bytes.u64(header, 40), "first usable");
    assertEquals(image.lastUsable(), Bytes.u64(header, 48));
    assertEquals(array, Bytes.u64(header, 72));
    assertEquals(9, Bytes.i32(header, 80), "entries");
    assertEquals(ENTRY, Bytes.i32(header, 84));
    assertEquals(crc(entries, 9 * ENTRY), Bytes.i32(header, 88), "CRC of the entries");
    assertTrue(Bytes.isZero(header, 92, SECTOR - 92));
  }

  private static void checkEntry(
      byte[] entries, int index, String type, long first, long last, String name) {
    int at = index * ENTRY;
    assertEquals(type, hex(entries, at, 16), "type of entry " + index);
    assertEquals(type.equals(NO_TYPE), Bytes.isZero(entries, at + 16, 16));
    assertEquals(first, Bytes.u64(entries, at + 32));
    assertEquals(last, Bytes.u64(entries, at + 40));
    assertEquals(0, Bytes.u64(entries, at + 48), "attributes");
    byte[] text = Arrays.copyOf(name.getBytes(StandardCharsets.UTF_16LE), 72);
    assertEquals(ByteBuffer.wrap(text), ByteBuffer.wrap(entries, at + 56, 72));
  }

  @ParameterizedTest
  @ValueSource(strings = {"qemu", "generic"})
  void stageOneInBothPlaces(String machine) throws Exception {
    try (Image image = Image.of(machine)) {
      byte[] program = image.file("/boot/pmbr");
      byte[] first = image.sectors(0, 1);
      byte[] second = image.sectors(image.pool(), 1);
      assertFalse(Bytes.isZero(first, 0x106, 16), "UUID of the disk");

      byte[] meant = program.clone();
      System.arraycopy(first, 0x106, meant, 0x106, 16);
      Bytes.put16(meant, 0xfc, image.file("/boot/gptzfsboot").length / SECTOR);
      Bytes.put64(meant, 0xfe, image.pool() + 1024);
      assertArrayEquals(meant, second);
      assertEquals(0xFFFFFFFFL, Bytes.u32(second, 0x1be + 12), "entry of the program itself");

      Bytes.put16(meant, 0xfc, 1);
      Bytes.put64(meant, 0xfe, image.pool());
      Arrays.fill(meant, 0x003, 0x03e, (byte) 0);
      Arrays.fill(meant, 0x1b8, 0x1fe, (byte) 0);
      byte[] entry = HexFormat.of().parseHex("00000200eeffffff01000000");
      System.arraycopy(entry, 0, meant, 0x1be, entry.length);
      Bytes.put32(meant, 0x1be + 12, (int) image.last());
      assertArrayEquals(meant, first);

      // The rest of the blank in front of the pool's first label.
      byte[] blank = image.sectors(image.pool() + 1, 15);
      assertTrue(Bytes.isZero(blank, 0, blank.length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"qemu", "generic"})
  void stageTwoInItsHole(String machine) throws Exception {
    try (Image image = Image.of(machine)) {
      byte[] program = image.file("/boot/gptzfsboot");
      byte[] hole = image.sectors(image.pool() + 1024, 7168);
      assertArrayEquals(installed(program, image), Arrays.copyOf(hole, program.length));
      assertTrue(Bytes.isZero(hole, program.length, hole.length - program.length));
    }
  }

  /** What installation makes of a program: its pool's place, then the trailer's sums anew. */
  private static byte[] installed(byte[] program, Image image) throws Exception {
    byte[] meant = program.clone();
    int header = 0;
    while (Bytes.i32(meant, header) != HEADER_MAGIC
        || HEADER_MAGIC + Bytes.i32(meant, header + 4) + Bytes.i32(meant, header + 8) != 0) {
      header += 4;
    }
    assertTrue(header < 65536 && (Bytes.i32(meant, header + 4) & 0x10000) != 0);
    Bytes.put64(meant, header + 24, image.pool());
    int end = Bytes.i32(meant, header + 20) - Bytes.i32(meant, header + 16);
    int trailer = (int) Bytes.roundUp(end, 8);
    assertEquals("EXTINFO\1", new String(meant, trailer + 8, 8, StandardCharsets.US_ASCII));
    byte[] md5 = MessageDigest.getInstance("MD5").digest(Arrays.copyOf(meant, end));
    System.arraycopy(md5, 0, meant, trailer + 8 + 54, 16);
    int sum = 0;
    for (int at = 0; at < Bytes.i32(meant, trailer); at += 4) {
      sum += Bytes.i32(meant, trailer + 8 + at);
    }
    Bytes.put32(meant, trailer + 4, -sum);
    assertEquals(Bytes.roundUp(end + SECTOR, SECTOR), meant.length);
    return meant;
  }

  @Test
  void efiSystemPartition() throws Exception {
    try (Image image = Image.of("generic")) {
      byte[] boot = image.sectors(FIRST_SLICE, 8);
      assertEquals("eb3c90" + hex(ascii("MSDOS4.0"), 0, 8), hex(boot, 0, 11));
      assertEquals(SECTOR, Bytes.u16(boot, 11));
      assertEquals(1, boot[13], "sectors per cluster");
      assertEquals(32, Bytes.u16(boot, 14), "reserved");
      assertEquals(2, boot[16], "tables");
      assertEquals(0, Bytes.u16(boot, 17), "entries in the root");
      assertEquals(0, Bytes.u16(boot, 19));
      assertEquals(0xF8, Bytes.u8(boot, 21), "medium");
      assertEquals(0, Bytes.u16(boot, 22));
      assertEquals(0, Bytes.i32(boot, 28), "hidden");
      assertEquals(ESP, Bytes.i32(boot, 32));
      assertEquals(4064, Bytes.i32(boot, 36), "sectors of a table");
      assertEquals(2, Bytes.i32(boot, 44), "root");
      assertEquals(1, Bytes.u16(boot, 48), "information");
      assertEquals(6, Bytes.u16(boot, 50), "copy");
      assertEquals(0x80, Bytes.u8(boot, 64), "drive");
      assertEquals(0x29, boot[66]);
      // The one difference: illumos writes NONAME, which fsck.fat takes for a label that was lost.
      assertEquals("NO NAME    FAT32   ", new String(boot, 71, 19, StandardCharsets.US_ASCII));
      assertEquals(0xAA55, Bytes.u16(boot, 510));
      assertEquals(hex(boot, 0, SECTOR), hex(boot, 6 * SECTOR, SECTOR), "copy");
      assertEquals("RRaA", new String(boot, SECTOR, 4, StandardCharsets.US_ASCII));
      assertEquals("rrAa", new String(boot, SECTOR + 484, 4, StandardCharsets.US_ASCII));
      byte[] table = image.sectors(FIRST_SLICE + 32, 1);
      assertEquals("f8ffff0fffffff0f", hex(table, 0, 8));

      FileTree files = FatReader.read(SampleImages.of("generic"), FIRST_SLICE * SECTOR);
      for (String bits : List.of("32", "64")) {
        String name = bits.equals("32") ? "bootia32.efi" : "bootx64.efi";
        RegularFile loader = (RegularFile) files.get("/EFI/Boot/" + name);
        assertEquals(0444, loader.attributes().mode());
        byte[] program = image.file("/boot/loader" + bits + ".efi");
        assertArrayEquals(installed(program, image), loader.content().bytes());
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void othersAcceptThePartition() throws Exception {
    String fsck = Peers.require("fsck.fat", "dosfstools");
    String mdir = Peers.require("mdir", "mtools");
    Path partition = folder.resolve("esp");
    try (Image image = Image.of("generic");
        FileChannel target = RawFile.create(partition, (long) ESP * SECTOR)) {
      RawFile.extract(image.channel(), FIRST_SLICE * SECTOR, (long) ESP * SECTOR, target);
    }
    Peers.run(folder, fsck, "-n", partition.toString()).ok();
    String names = Peers.run(folder, mdir, "-b", "-i", partition.toString(), "::/EFI/Boot").ok();
    assertEquals(
        List.of("::/EFI/Boot/bootia32.efi", "::/EFI/Boot/bootx64.efi"),
        names.lines().sorted().toList());
  }

  /** On a larger disk the backup moves to the end, and the pool expands by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"qemu", "generic"})
  void largerDiskCanBeUsed(String machine) throws Exception {
    String sgdisk = Peers.require("sgdisk", "gdisk");
    Path disk = folder.resolve("larger.raw");
    try (Image image = Image.of(machine);
        FileChannel target = RawFile.create(disk, 2L << 30)) {
      String path = SampleImages.of(machine).toString();
      String verified = Peers.run(folder, sgdisk, "-v", path).ok();
      assertTrue(verified.contains("No problems found"), verified);
      try (PoolReader pool = image.openPool()) {
        assertEquals("1", pool.poolProperties().get("autoexpand"));
      }
      RawFile.extract(image.channel(), 0, image.channel().size(), target);
      RawFile.extend(target, 2L << 30);
    }
    Peers.run(folder, sgdisk, "-e", disk.toString()).ok();
    String verified = Peers.run(folder, sgdisk, "-v", disk.toString()).ok();
    assertTrue(verified.contains("No problems found"), verified);
  }
}
