package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.heliosimage.Peers;
import org.heliosimage.Qemu;
import org.heliosimage.Qemu.Firmware;
import org.heliosimage.boot.block.HybridBlocks;
import org.heliosimage.codec.Bytes;
import org.heliosimage.disk.RawFile;
import org.heliosimage.fat.FatSpec;
import org.heliosimage.fat.FatWriter;
import org.heliosimage.ips.publish.sample.boot.BootPrograms;
import org.heliosimage.iso.BootEntry;
import org.heliosimage.iso.IsoContents;
import org.heliosimage.iso.IsoReader;
import org.heliosimage.iso.IsoSpec;
import org.heliosimage.iso.IsoWriter;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An ISO image with the sample boot programs, and boot blocks for use as a disk. */
class BootableIsoTest {

  private static final Attributes DIRECTORY = Attributes.of(0755, 0, 0, 0);
  private static final int STAGE_TWO = 20_000;
  private static final int CD_PROGRAM = 20_000;

  @TempDir private static Path folder;

  private static Path image;
  private static BootEntry bios;
  private static BootEntry efi;

  @BeforeAll
  static void build() throws Exception {
    FileTree esp = new FileTree(DIRECTORY);
    file(esp, "/EFI/BOOT/BOOTX64.EFI", Content.of(BootPrograms.efi64()));
    Path fat = folder.resolve("esp.pcfs");
    try (FileChannel channel = RawFile.create(fat, 0)) {
      FatWriter.write(esp, FatSpec.ofSize(4096, "SYSTEM"), channel, 0);
    }
    FileTree tree = new FileTree(DIRECTORY);
    file(tree, "/boot/efiboot", Content.range(fat, 0, 2 << 20));
    file(tree, "/boot/cdboot", Content.of(BootPrograms.cdBoot(new byte[CD_PROGRAM])));
    HybridBlocks.Program one =
        new HybridBlocks.Program(Content.of(BootPrograms.pmbr()), "/boot/pmbr");
    HybridBlocks.Program two =
        new HybridBlocks.Program(
            Content.of(BootPrograms.stageTwo(new byte[STAGE_TWO])), "/boot/isoboot");
    IsoSpec spec =
        new IsoSpec(
            "SAMPLE",
            Optional.of("boot/cdboot"),
            Optional.of("boot/efiboot"),
            Optional.of(
                (sector, sectors) -> HybridBlocks.make(one, two, sector, sectors, new UUID(1, 2))),
            0);
    image = folder.resolve("sample.iso");
    try (FileChannel channel =
        FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      IsoWriter.write(tree, spec, channel, done -> {});
    }
    IsoContents contents = IsoReader.read(image);
    bios = contents.bootEntries().get(0);
    efi = contents.bootEntries().get(1);
  }

  private static void file(FileTree tree, String path, Content content) throws IOException {
    tree.mkdirs(path.substring(0, path.lastIndexOf('/')), DIRECTORY);
    tree.put(path, new RegularFile(Attributes.of(0444, 0, 0, 0), content));
  }

  @Test
  void xorrisoReportsThePartitions() throws Exception {
    String xorriso = Peers.require("xorriso", "xorriso");
    String report =
        Peers.run(folder, xorriso, "-indev", image.toString(), "-report_system_area", "plain").ok();
    List<String> partitions =
        report
            .lines()
            .filter(line -> line.startsWith("MBR partition   "))
            .map(line -> line.replaceAll("\\s+", " "))
            .toList();
    assertEquals(
        List.of(
            "MBR partition : 1 0x00 0xbe 3 60",
            "MBR partition : 2 0x00 0xef " + efi.block() * 4 + " 4096"),
        partitions,
        report);
  }

  @Test
  void stageTwoBeginsInSectorFourAndKnowsUefisPartition() throws Exception {
    byte[] area;
    try (FileChannel channel = FileChannel.open(image)) {
      area = RawFile.read(channel, 0, 64 * 512);
    }
    byte[] program = BootPrograms.stageTwo(new byte[STAGE_TWO]);
    int header = 0;
    while (Bytes.i32(program, header) != 0x1BADB002) {
      header += 4;
    }
    assertEquals(efi.block() * 4, Bytes.u64(area, 4 * 512 + header + 24));
    assertEquals(-1, Arrays.mismatch(area, 2048, 2048 + header + 24, program, 0, header + 24));
    assertEquals(1, Bytes.u16(area, 0x0fc));
    assertEquals(3, Bytes.u64(area, 0x0fe));
    assertEquals((program.length + 511) / 512, Bytes.u16(area, 3 * 512 + 0x0fc));
    assertEquals(4, Bytes.u64(area, 3 * 512 + 0x0fe));
    assertTrue(Bytes.isZero(area, 63 * 512, 512));
  }

  @Test
  void uefiStartsItsProgramFromADisk() throws Exception {
    String said = Qemu.boot(image, Firmware.UEFI, 256, folder);
    assertTrue(said.contains("Helios sample boot: this is UEFI\r\n"), said);
  }

  @Test
  void biosTakesBothHops() throws Exception {
    String said = Qemu.boot(image, Firmware.BIOS, 256, folder);
    assertTrue(said.contains("Stage one loads 1 from 3\r\nStage one loads "), said);
    assertTrue(said.contains(" from 4\r\nHelios sample boot: this is BIOS\r\n"), said);
  }

  @Test
  void uefiStartsItsProgramFromACd() throws Exception {
    String said = Qemu.bootCd(image, Firmware.UEFI, 256, folder);
    assertTrue(said.contains("Helios sample boot: this is UEFI\r\n"), said);
  }

  @ParameterizedTest
  @EnumSource(names = {"BIOS", "BIOS_OLD"})
  void biosLoadsAllOfItsProgramFromACd(Firmware firmware) throws Exception {
    String said = Qemu.bootCd(image, firmware, 256, folder);
    String end = " ok CD, program of " + CD_PROGRAM + " bytes in block " + bios.block() + "\r\n";
    assertTrue(said.endsWith("Helios sample boot: BIOS" + end), said);
  }

  /** The program notices what is wrong, so that the test above tells something. */
  @Test
  void aCdWithAnotherProgramThanItsTableSaysIsNoticed() throws Exception {
    Path bad = folder.resolve("bad.iso");
    byte[] bytes = Files.readAllBytes(image);
    bytes[(int) bios.block() * 2048 + CD_PROGRAM - 1] ^= 1;
    Files.write(bad, bytes);
    String said = Qemu.bootCd(bad, Firmware.BIOS, 256, folder);
    String end = "FAILED: the boot info table has another sum of this program\r\n";
    assertTrue(said.endsWith(end), said);
  }
}
