package org.heliosimage.ips.publish.sample.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heliosimage.Peers;
import org.heliosimage.Qemu;
import org.heliosimage.Qemu.Firmware;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Mode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second opinion on pool, disk and boot blocks: GRUB takes the place of illumos' loader, finds
 * the pool and starts a Linux kernel that it reads from the boot environment.
 */
class GrubLinuxBootTest {

  /** Where a Debian kernel is, if not installed. */
  private static final String KERNELS = "HELIOS_KERNELS";

  private static final Path GRUB = Path.of("/usr/lib/grub");

  /** Where the first sector of GRUB's image loads the others to. */
  private static final int GRUB_ADDRESS = 0x8200;

  private static final String COMMANDS =
      """
      serial --unit=0 --speed=115200
      terminal_output serial
      search --set=root --label rpool
      zfs-bootfs ($root)/ROOT/be bootfs
      echo "GRUB says $bootfs"
      linux ($root)/ROOT/be@/platform/unix console=ttyS0,115200 quiet panic=-1
      initrd ($root)/ROOT/be@/platform/boot_archive
      boot
      halt
      """;

  private static final List<String> MODULES =
      List.of(
          "part_gpt",
          "zfs",
          "zfsinfo",
          "serial",
          "terminal",
          "search",
          "search_label",
          "echo",
          "linux",
          "boot",
          "halt");

  private static final int MEMORY = 512;

  @TempDir private static Path folder;

  private static Map<String, byte[]> files;

  @BeforeAll
  static void makeFiles() throws Exception {
    String kernels = System.getenv().getOrDefault(KERNELS, "/boot");
    Path kernel = Peers.requireFile(Path.of(kernels), "vmlinuz-*", "linux-image-cloud-amd64");
    files =
        Map.of(
            "/boot/pmbr", BootPrograms.pmbr(),
            "/boot/gptzfsboot", grubForBios(),
            "/boot/loader32.efi", BootPrograms.efi32(),
            "/boot/loader64.efi", grubForUefi(),
            "/platform/unix", Files.readAllBytes(kernel),
            "/platform/boot_archive", LinuxInit.archive());
  }

  /** Behind a page of our own that jumps over what GRUB's own first sector would have done. */
  private static byte[] grubForBios() throws Exception {
    byte[] image = grub("i386-pc", "grub-pc-bin", "biosdisk");
    byte[] rest = Arrays.copyOfRange(image, StageOne.SIZE, image.length);
    Assembler code = new Assembler(Mode.REAL, Machine.LOAD_ADDRESS);
    code.jumpFar(GRUB_ADDRESS);
    code.padTo(16);
    int header = code.length();
    code.padTo(GRUB_ADDRESS - Machine.LOAD_ADDRESS);
    code.data(rest);
    return LoaderFile.complete(code.toBytes(), header);
  }

  /** The header that installation looks for goes where programs for DOS would have their code. */
  private static byte[] grubForUefi() throws Exception {
    return LoaderFile.complete(grub("x86_64-efi", "grub-efi-amd64-bin", "fat"), 0x40);
  }

  private static byte[] grub(String platform, String debianPackage, String disk) throws Exception {
    String program = Peers.require("grub-mkimage", "grub-common");
    Path modules = GRUB.resolve(platform);
    Peers.requireFile(modules, "zfs.mod", debianPackage);
    Path commands = folder.resolve("commands");
    Files.writeString(commands, COMMANDS);
    Path image = folder.resolve(platform);
    List<String> command =
        new ArrayList<>(
            List.of(program, "-d", modules.toString(), "-O", platform, "-o", image.toString()));
    command.addAll(List.of("-p", "/none", "-c", commands.toString(), disk));
    command.addAll(MODULES);
    Peers.run(folder, command).ok();
    return Files.readAllBytes(image);
  }

  @Test
  void uefiBootsAPoolWithFeatures() throws Exception {
    assertBoots(Firmware.UEFI, DiskLayout.efi(192 << 20, 64 << 20), true);
  }

  @Test
  void biosBootsAPoolWithout() throws Exception {
    assertBoots(Firmware.BIOS, DiskLayout.whole(96 << 20), false);
  }

  private static void assertBoots(Firmware firmware, DiskLayout layout, boolean features)
      throws Exception {
    Path file = folder.resolve(firmware + ".raw");
    SampleDisk disk = SampleDisk.write(file, "rpool", layout, features, files);
    String said = Qemu.boot(file, firmware, MEMORY, folder);
    assertTrue(said.contains("GRUB says zfs-bootfs=rpool/" + disk.pool().bootfs()), said);
    assertTrue(said.contains(LinuxInit.WORD), said);
  }
}
