package org.heliosimage.boot.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import org.heliosimage.Peers;
import org.heliosimage.codec.Bytes;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.RawFile;
import org.heliosimage.fat.FatReader;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootBlocksTest {

  private static final long TIME = 1_700_000_000;

  @TempDir private Path folder;

  @Test
  void firstSectorLoadsThatOfTheSlice() throws Exception {
    DiskLayout layout = DiskLayout.whole(128 << 20);
    try (FileChannel image = install(layout)) {
      byte[] first = RawFile.read(image, 0, 512);
      assertEquals(1, Bytes.u16(first, 0xfc));
      assertEquals(256, Bytes.u64(first, 0xfe));
      assertEquals(0x90, Bytes.u8(first, 0x3e), "code");
      assertEquals(0, Bytes.u8(first, 3), "parameters are those of the disk");
      assertEquals((128 << 11) - 1, Bytes.u32(first, 0x1ca), "so is the table");

      byte[] second = RawFile.read(image, 256 * 512, 512);
      assertEquals((70_001 + 512 + 511) / 512, Bytes.u16(second, 0xfc));
      assertEquals(256 + 1024, Bytes.u64(second, 0xfe));
      assertEquals(0x11, Bytes.u8(second, 3), "there was nothing to keep");
      assertEquals(0xFFFFFFFFL, Bytes.u32(second, 0x1ca));
      assertArrayEquals(
          Arrays.copyOfRange(first, 0x106, 0x116), Arrays.copyOfRange(second, 0x106, 0x116));
      assertNotEquals(0, Bytes.u64(first, 0x106));
      assertEquals(layout, Label.read(image));
    }
  }

  @Test
  void secondRunChangesNothing() throws Exception {
    DiskLayout layout = DiskLayout.whole(128 << 20);
    Path copy = folder.resolve("copy");
    try (FileChannel image = install(layout)) {
      Files.copy(folder.resolve("disk.raw"), copy);
      BootBlocks.install(BootPrograms.environment(), layout, "seed", TIME, image);
    }
    assertEquals(-1, Files.mismatch(folder.resolve("disk.raw"), copy));
  }

  @Test
  void stageTwoKnowsItsSlice() throws Exception {
    DiskLayout layout = DiskLayout.efi(512 << 20, 64 << 20);
    try (FileChannel image = install(layout)) {
      long slice = layout.zfs().offset();
      assertEquals(256 + (64 << 11), slice / 512);
      byte[] meant = BootPrograms.loader(70_001, 0x200);
      byte[] found = RawFile.read(image, slice + (512 << 10), meant.length);
      checkLoader(meant, found, 0x200, slice / 512);
      assertArrayEquals(
          new byte[4096], RawFile.read(image, slice + (512 << 10) + meant.length, 4096));
    }
  }

  @Test
  void efiPartitionHoldsBothLoaders() throws Exception {
    DiskLayout layout = DiskLayout.efi(512 << 20, DiskLayout.DEFAULT_ESP);
    install(layout).close();
    Path disk = folder.resolve("disk.raw");
    FileTree esp = FatReader.read(disk, layout.esp().orElseThrow().offset());
    RegularFile loader = (RegularFile) esp.get("/EFI/Boot/bootx64.efi");
    assertEquals(Attributes.of(0444, 0, 0, TIME), loader.attributes());
    checkLoader(
        BootPrograms.loader(30_000, 0x1000), loader.content().bytes(), 0x1000, 256 + (256 << 11));
    checkLoader(
        BootPrograms.loader(20_003, 0xfffc - 32),
        ((RegularFile) esp.get("/EFI/Boot/bootia32.efi")).content().bytes(),
        0xfffc - 32,
        256 + (256 << 11));
    String sgdisk = Peers.require("sgdisk", "gdisk");
    String verified = Peers.run(folder, sgdisk, "-v", disk.toString()).ok();
    assertTrue(verified.contains("No problems found"), verified);
  }

  private static void checkLoader(byte[] meant, byte[] found, int header, long sector)
      throws Exception {
    assertEquals(sector, Bytes.u64(found, header + 24));
    int length = (int) Bytes.u32(found, header + 20);
    int trailer = (length + 7) / 8 * 8;
    byte[] md5 = MessageDigest.getInstance("MD5").digest(Arrays.copyOf(found, length));
    assertArrayEquals(md5, Arrays.copyOfRange(found, trailer + 62, trailer + 78));
    int sum = Bytes.i32(found, trailer + 4);
    for (int at = trailer + 8; at < trailer + 8 + Bytes.i32(found, trailer); at += 4) {
      sum += Bytes.i32(found, at);
    }
    assertEquals(0, sum);
    byte[] expected = meant.clone();
    System.arraycopy(found, header + 24, expected, header + 24, 8);
    System.arraycopy(found, trailer + 4, expected, trailer + 4, 4);
    System.arraycopy(found, trailer + 62, expected, trailer + 62, 16);
    assertArrayEquals(expected, found, "nothing else changes");
  }

  @Test
  void followsLinksInsideTheEnvironment() throws Exception {
    FileTree environment = BootPrograms.environment();
    RegularFile program = (RegularFile) environment.get("/boot/pmbr");
    environment.put("/boot/real", program);
    environment.put("/boot/pmbr", new Symlink(Attributes.of(0777, 0, 0, 0), "/boot/real"));
    install(environment, DiskLayout.whole(128 << 20)).close();
  }

  @Test
  void missingProgramsAreNamed() throws Exception {
    for (String path :
        new String[] {
          "/boot/pmbr", "/boot/gptzfsboot", "/boot/loader64.efi", "/boot/loader32.efi"
        }) {
      FileTree environment = BootPrograms.environment();
      environment.remove(path);
      assertMessage(
          "the boot environment lacks " + path + ": install the package system/boot/loader",
          environment,
          DiskLayout.efi(512 << 20, 64 << 20));
    }
    FileTree empty = new FileTree(Attributes.of(0755, 0, 0, 0));
    assertMessage(
        "the boot environment lacks /boot/pmbr: install the package system/boot/loader",
        empty,
        DiskLayout.whole(128 << 20));
  }

  @Test
  void wrongProgramsAreNamed() throws Exception {
    byte[] endless = BootPrograms.loader(70_001, 0x200);
    Bytes.put32(endless, 0x200 + 20, endless.length + 1);
    byte[] trailer = BootPrograms.loader(70_001, 0x200);
    Bytes.put32(trailer, 70_008, 4096);
    Object[][] cases = {
      {
        "/boot/pmbr",
        new byte[512],
        "/boot/pmbr is not a boot sector: it must have 512 bytes and end in 55 AA"
      },
      {
        "/boot/gptzfsboot",
        new byte[70_000],
        "/boot/gptzfsboot is not a boot program: it has no multiboot header"
      },
      {
        "/boot/gptzfsboot",
        new byte[3],
        "/boot/gptzfsboot is not a boot program: it has no multiboot header"
      },
      {
        "/boot/gptzfsboot",
        new byte[(7 << 19) + 1],
        "/boot/gptzfsboot has 3670017 bytes, but there is room for 3670016: install a version of"
            + " the package system/boot/loader that fits"
      },
      {
        "/boot/gptzfsboot",
        endless,
        "/boot/gptzfsboot is damaged: its header says that it ends at byte " + (endless.length + 1)
      },
      {
        "/boot/gptzfsboot",
        trailer,
        "/boot/gptzfsboot is damaged: the trailer behind it makes no sense"
      }
    };
    for (Object[] wrong : cases) {
      FileTree environment = BootPrograms.environment();
      environment.put(
          (String) wrong[0],
          new RegularFile(Attributes.of(0444, 0, 0, 0), Content.of((byte[]) wrong[1])));
      assertMessage((String) wrong[2], environment, DiskLayout.whole(128 << 20));
    }
  }

  @Test
  void diskWithoutLabelHasNoRoomForThem() throws Exception {
    assertMessage(
        "a disk without a label cannot be made bootable: leave out either \"label\": false of the"
            + " pool or the step make_bootable",
        BootPrograms.environment(),
        DiskLayout.bare(128 << 20));
  }

  private void assertMessage(String message, FileTree environment, DiskLayout layout)
      throws Exception {
    BootBlockException e =
        assertThrows(BootBlockException.class, () -> install(environment, layout).close());
    assertEquals(message, e.getMessage());
  }

  private FileChannel install(DiskLayout layout) throws Exception {
    return install(BootPrograms.environment(), layout);
  }

  private FileChannel install(FileTree environment, DiskLayout layout) throws Exception {
    Path file = folder.resolve("disk.raw");
    Files.deleteIfExists(file);
    RawFile.create(file, layout.size()).close();
    FileChannel image = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Label.write(layout, "seed", image);
    try {
      BootBlocks.install(environment, layout, "seed", TIME, image);
    } catch (BootBlockException e) {
      image.close();
      throw e;
    }
    return image;
  }
}
