package org.heliosimage.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.heliosimage.disk.Slice.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class LabelTest {

  private static final long FOUR_GIB = 4L << 30;

  @TempDir private Path folder;

  @Test
  void slicesOfFourGibibytes() throws Exception {
    DiskLayout whole = DiskLayout.whole(FOUR_GIB);
    assertEquals(
        List.of(
            Slice.of(0, Kind.ZFS, "zfs", 256, 8371935),
            Slice.of(8, Kind.RESERVED, "", 8372191, 16384)),
        whole.slices());
    DiskLayout efi = DiskLayout.efi(FOUR_GIB, DiskLayout.DEFAULT_ESP);
    assertEquals(
        List.of(
            Slice.of(0, Kind.ESP, "loader", 256, 524288),
            Slice.of(1, Kind.ZFS, "zfs", 524544, 7847647),
            Slice.of(8, Kind.RESERVED, "", 8372191, 16384)),
        efi.slices());
    assertEquals(524544L * 512, efi.zfs().offset());
    assertEquals(131072, efi.esp().orElseThrow().offset());
    assertTrue(whole.esp().isEmpty());
  }

  @Test
  void readsWhatItWrites() throws Exception {
    for (DiskLayout layout : layouts()) {
      Path file = write(layout, "seed");
      try (FileChannel image = FileChannel.open(file)) {
        assertEquals(layout.size(), image.size());
        assertEquals(layout, Label.read(image));
      }
    }
  }

  private static List<DiskLayout> layouts() throws DiskException {
    return List.of(
        DiskLayout.whole(FOUR_GIB),
        DiskLayout.efi(FOUR_GIB, DiskLayout.DEFAULT_ESP),
        DiskLayout.whole(80L << 20),
        DiskLayout.efi((100L << 20) + 512, 1 << 20),
        DiskLayout.bare(64L << 20));
  }

  @Test
  void labelTakesLittleSpaceOnDisk() throws Exception {
    Path file = write(DiskLayout.efi(FOUR_GIB, DiskLayout.DEFAULT_ESP), "seed");
    String blocks = Peers.run(folder, "du", "-k", file.toString()).ok();
    assertTrue(Integer.parseInt(blocks.split("\t")[0]) < 200, blocks);
  }

  @Test
  void sameSeedSameBytes() throws Exception {
    DiskLayout layout = DiskLayout.whole(80L << 20);
    Path first = write(layout, "seed");
    assertEquals(-1, Files.mismatch(first, write(layout, "seed")));
    // The GUID of the disk is in the header behind its CRC.
    long difference = Files.mismatch(first, write(layout, "other"));
    assertTrue(difference >= 512 + 16 && difference < 512 + 20, "at " + difference);
  }

  @Test
  void partitionToolFindsNoProblem() throws Exception {
    String sgdisk = Peers.require("sgdisk", "gdisk");
    for (DiskLayout layout : layouts()) {
      if (!layout.labelled()) {
        continue;
      }
      Path file = write(layout, "seed");
      String verified = Peers.run(folder, sgdisk, "-v", file.toString()).ok();
      assertTrue(verified.contains("No problems found"), verified);
      for (Slice slice : layout.slices()) {
        String info =
            Peers.run(folder, sgdisk, "-i", Integer.toString(slice.index() + 1), file.toString())
                .ok();
        assertTrue(info.contains("First sector: " + slice.firstSector() + " "), info);
        assertTrue(info.contains("Last sector: " + (slice.endSector() - 1) + " "), info);
        assertTrue(info.contains("Partition name: '" + slice.name() + "'"), info);
        assertTrue(
            info.toLowerCase(Locale.ROOT).contains("partition guid code: " + slice.type()), info);
      }
      String table = Peers.run(folder, sgdisk, "-p", file.toString()).ok();
      assertTrue(table.contains("Partition table holds up to 9 entries"), table);
    }
  }

  @Test
  void readsATableOfOneHundredTwentyEightEntries() throws Exception {
    String sgdisk = Peers.require("sgdisk", "gdisk");
    Path file = folder.resolve("foreign.raw");
    RawFile.create(file, 64L << 20).close();
    Peers.run(
            folder,
            sgdisk,
            "-n",
            "1:2048:+8M",
            "-t",
            "1:EF00",
            "-n",
            "2:0:0",
            "-t",
            "2:BF01",
            file.toString())
        .ok();
    try (FileChannel image = FileChannel.open(file)) {
      DiskLayout layout = Label.read(image);
      assertEquals(2048, layout.esp().orElseThrow().firstSector());
      assertEquals(1, layout.zfs().index());
    }
  }

  @Test
  void unusedEntriesEndAtTheHighestSector() throws Exception {
    Path file = write(DiskLayout.whole(80L << 20), "seed");
    try (FileChannel image = FileChannel.open(file)) {
      byte[] entries = RawFile.read(image, 1024, 16384);
      for (int i = 1; i < 8; i++) {
        byte[] expected = new byte[128];
        Arrays.fill(expected, 40, 48, (byte) 0xFF);
        assertEquals(
            ByteBuffer.wrap(expected), ByteBuffer.wrap(entries, 128 * i, 128), "entry " + i);
      }
      assertEquals(ByteBuffer.allocate(16384 - 1152), ByteBuffer.wrap(entries, 1152, 16384 - 1152));
    }
  }

  @Test
  void anyDamageOfTheLabelIsFound() throws Exception {
    DiskLayout layout = DiskLayout.whole(80L << 20);
    Path file = write(layout, "seed");
    long last = layout.size() / 512 - 1;
    Generator.forAll(
        1,
        200,
        g -> {
          // Any byte of what the checksums of the two headers cover.
          long position =
              g.oneOf(
                  512L + g.below(92),
                  1024L + g.below(1152),
                  (last - 32) * 512 + g.below(1152),
                  last * 512 + g.below(92));
          try (FileChannel image = FileChannel.open(file, options())) {
            byte[] old = RawFile.read(image, position, 1);
            byte[] other = {(byte) (old[0] ^ (1 << g.below(8)))};
            RawFile.write(image, position, other, 0, 1);
            assertThrows(DiskException.class, () -> Label.read(image), "at " + position);
            RawFile.write(image, position, old, 0, 1);
            assertEquals(layout, Label.read(image));
          }
        });
  }

  @Test
  void saysWhatIsImpossible() {
    assertMessage(
        "a disk of 1000 bytes is not possible: the size must be a multiple of 512",
        () -> DiskLayout.whole(1000));
    assertMessage(
        "a disk of 8388608 bytes is too small for its label: it needs more than 8536576",
        () -> DiskLayout.whole(8 << 20));
    assertMessage(
        "a disk of 268435456 bytes is too small for its label and an EFI system partition of"
            + " 268435456 bytes: it needs more than 276972032",
        () -> DiskLayout.efi(256 << 20, 256 << 20));
    assertMessage(
        "an EFI system partition of 512 bytes is not possible: give it a multiple of 512 from 1 MiB"
            + " on",
        () -> DiskLayout.efi(256 << 20, 512));
  }

  @Test
  void damagedFilesAreNotTakenForPools() throws Exception {
    Path file = write(DiskLayout.whole(80L << 20), "seed");
    try (FileChannel image = FileChannel.open(file, options())) {
      image.truncate(70L << 20);
      assertThrows(DiskException.class, () -> Label.read(image));
      image.truncate(600);
      assertThrows(DiskException.class, () -> Label.read(image));
    }
  }

  @Test
  void extractsOneSliceSparsely() throws Exception {
    DiskLayout layout = DiskLayout.whole(80L << 20);
    Slice zfs = layout.zfs();
    byte[] data = new Generator(1).bytes(300_000);
    Path target = folder.resolve("slice.raw");
    try (FileChannel image = FileChannel.open(write(layout, "seed"), options());
        FileChannel slice = RawFile.create(target, 0)) {
      RawFile.write(image, zfs.offset() + 12_345, data, 0, data.length);
      RawFile.extract(image, zfs.offset(), zfs.length(), slice);
      assertEquals(zfs.length(), slice.size());
      byte[] head = RawFile.read(slice, 0, 12_345 + data.length);
      assertEquals(ByteBuffer.wrap(data), ByteBuffer.wrap(head, 12_345, data.length));
      assertFalse(Arrays.equals(data, Arrays.copyOf(head, data.length)));
    }
    String blocks = Peers.run(folder, "du", "-k", target.toString()).ok();
    assertTrue(Integer.parseInt(blocks.split("\t")[0]) < 400, blocks);
  }

  private static Set<StandardOpenOption> options() {
    return Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void assertMessage(String message, Executable e) {
    assertEquals(message, assertThrows(DiskException.class, e).getMessage());
  }

  private int files;

  private Path write(DiskLayout layout, String seed) throws IOException {
    Path file = folder.resolve("image" + files++ + ".raw");
    try (FileChannel image = RawFile.create(file, 0)) {
      Label.write(layout, seed, image);
    }
    return file;
  }
}
