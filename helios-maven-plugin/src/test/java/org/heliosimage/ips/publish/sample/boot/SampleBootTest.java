package org.heliosimage.ips.publish.sample.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heliosimage.Qemu;
import org.heliosimage.Qemu.Firmware;
import org.heliosimage.codec.Bytes;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.RawFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Firmware starts the sample boot programs, and they find their pool. */
class SampleBootTest {

  private static final int MEMORY = 256;

  @TempDir private static Path folder;

  private static SampleDisk bare;
  private static SampleDisk withEsp;

  @BeforeAll
  static void writeDisks() throws Exception {
    bare = SampleDisk.write(folder.resolve("bare.raw"), "rpool", DiskLayout.whole(96 << 20));
    withEsp =
        SampleDisk.write(
            folder.resolve("esp.raw"), "a-pool.of_some:name", DiskLayout.efi(192 << 20, 64 << 20));
  }

  private static List<String> lines(String said) {
    return said.lines().toList();
  }

  private static String pool(SampleDisk disk) {
    return "Pool: "
        + disk.name()
        + ", GUID "
        + Long.toUnsignedString(disk.pool().poolGuid())
        + ", transaction group ";
  }

  @ParameterizedTest
  @EnumSource(
      value = Firmware.class,
      names = {"BIOS", "BIOS_OLD"})
  void biosTakesBothHops(Firmware firmware) throws Exception {
    List<String> said = lines(Qemu.boot(bare.file(), firmware, MEMORY, folder));
    assertEquals(
        List.of(
            "Stage one loads 1 from 256",
            "Stage one loads 392 from 1280",
            "Helios sample boot: this is BIOS",
            "Stage one of the disk loads 1 from sector 256",
            "Stage one of the slice loads 392 from sector 1280",
            "Slice: entry 0 of the GPT, which has 9, at sector 256"),
        said.subList(0, 6));
    assertTrue(said.get(6).startsWith(pool(bare)), said.get(6));
    assertEquals(List.of("Helios sample boot: BIOS ok pool=rpool"), said.subList(7, said.size()));
  }

  @Test
  void biosIgnoresTheEsp() throws Exception {
    String said = Qemu.boot(withEsp.file(), Firmware.BIOS, MEMORY, folder);
    assertTrue(said.contains("Stage one loads 1 from 131328\r\n"), said);
    assertTrue(said.contains("Stage one loads 392 from 132352\r\n"), said);
    assertTrue(said.endsWith("Helios sample boot: BIOS ok pool=a-pool.of_some:name\r\n"), said);
  }

  @ParameterizedTest
  @EnumSource(
      value = Firmware.class,
      mode = Mode.EXCLUDE,
      names = {"BIOS", "BIOS_OLD"})
  void uefiStartsItsProgram(Firmware firmware) throws Exception {
    String name = firmware == Firmware.UEFI ? "UEFI" : "UEFI of 32 bits";
    String said = Qemu.boot(withEsp.file(), firmware, MEMORY, folder);
    String all =
        "Helios sample boot: this is "
            + name
            + "\r\nStarted from the partition at sector 256\r\n"
            + "Slice: entry 1 of the GPT, which has 9, at sector 131328\r\n"
            + pool(withEsp);
    assertTrue(said.contains(all), said);
    String end = "\r\nHelios sample boot: " + name + " ok pool=a-pool.of_some:name\r\n";
    assertTrue(said.endsWith(end), said);
  }

  /** Without the right field or block, none says that all is well. */
  @ParameterizedTest
  @CsvSource({
    // Stage one of the disk loads another sector that holds stage one.
    "0x0fc, 2, stage one of the disk has to load one sector",
    "0x106, 0x0, the two of stage one are not of the same disk",
    // Type of the slice.
    "0x400, 0, the GPT names no ZFS slice where the pool should be",
    // Stage one of the slice, then its label, names and uberblocks.
    "0x200fc, 300, stage two has not been loaded to its end",
    "0x24000, 0, the slice has no label of a pool",
    "0x2403c, 0x0, the label does not name its pool"
  })
  void saysWhatIsWrong(String place, String value, String reason) throws Exception {
    Path damaged = folder.resolve("damaged.raw");
    try (FileChannel from = FileChannel.open(bare.file());
        FileChannel to = RawFile.create(damaged, 96 << 20)) {
      RawFile.extract(from, 0, 96 << 20, to);
      byte[] word = new byte[4];
      Bytes.put32(word, 0, Integer.decode(value));
      RawFile.write(to, Integer.decode(place), word, 0, value.startsWith("0x") ? 4 : 2);
    }
    String said = Qemu.boot(damaged, Firmware.BIOS, MEMORY, folder);
    assertTrue(said.endsWith("Helios sample boot: BIOS FAILED: " + reason + "\r\n"), said);
    Files.delete(damaged);
  }
}
