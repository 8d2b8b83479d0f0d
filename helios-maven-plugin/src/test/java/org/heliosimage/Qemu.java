package org.heliosimage;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Boots disks in a virtual PC that ends when its guest turns it off. It is emulated: KVM is not on
 * every machine, and where it is it may lack what firmware needs.
 */
public final class Qemu {

  private static final Path UEFI_FIRMWARE = Path.of("/usr/share/OVMF");
  private static final long TIMEOUT_SECONDS = 180;

  private Qemu() {}

  /** What a PC has for firmware. */
  public enum Firmware {
    BIOS,
    /** The PC of the nineties: other chips, and an IDE disk. */
    BIOS_OLD,
    UEFI,
    UEFI_32
  }

  /** Boots an image as a CD in a drive that nobody can write. */
  public static String bootCd(Path image, Firmware firmware, int memory, Path folder)
      throws IOException, InterruptedException {
    return boot(image, firmware, "ide-cd", memory, folder);
  }

  /**
   * Boots a disk, which stays as it is, and waits until the machine is off.
   *
   * @param memory of the machine in MiB
   * @return what came over the first serial line
   */
  public static String boot(Path disk, Firmware firmware, int memory, Path folder)
      throws IOException, InterruptedException {
    String device = firmware == Firmware.BIOS_OLD ? "ide-hd" : "virtio-blk-pci";
    return boot(disk, firmware, device, memory, folder);
  }

  private static String boot(Path disk, Firmware firmware, String device, int memory, Path folder)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Peers.require("qemu-system-x86_64", "qemu-system-x86"));
    command.addAll(List.of("-nodefaults", "-no-user-config", "-no-reboot"));
    command.addAll(List.of("-accel", "tcg", "-m", Integer.toString(memory)));
    command.addAll(List.of("-display", "none", "-vga", "std"));
    Path serial = Files.createTempFile(folder, "serial", ".txt");
    command.addAll(List.of("-serial", "file:" + serial));
    command.addAll(
        switch (firmware) {
          case BIOS -> List.of("-machine", "q35");
          case BIOS_OLD -> List.of("-machine", "pc");
          case UEFI -> uefi("q35", "OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd", "ovmf", folder);
          case UEFI_32 ->
              uefi(
                  "q35,smm=on",
                  "OVMF32_CODE_4M.secboot.fd",
                  "OVMF32_VARS_4M.fd",
                  "ovmf-ia32",
                  folder);
        });
    command.addAll(List.of("-device", device + ",drive=disk"));
    command.add("-drive");
    command.add("if=none,id=disk,format=raw,snapshot=on,file=" + disk.toAbsolutePath());
    Path output = Files.createTempFile(folder, "qemu", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(new File("/dev/null"))
            .start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        fail("still on after " + TIMEOUT_SECONDS + " seconds; it said: " + text(serial));
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      fail(text(output));
    }
    return text(serial);
  }

  /** Firmware's code is shared; its variables are written to. */
  private static List<String> uefi(
      String machine, String code, String variables, String debianPackage, Path folder)
      throws IOException {
    Path codeFile = Peers.requireFile(UEFI_FIRMWARE, code, debianPackage);
    Path copy = Files.createTempFile(folder, "variables", ".fd");
    Files.write(copy, Files.readAllBytes(UEFI_FIRMWARE.resolve(variables)));
    return List.of(
        "-machine",
        machine,
        "-global",
        "driver=cfi.pflash01,property=secure,value=" + (machine.contains("smm") ? "on" : "off"),
        "-drive",
        "if=pflash,unit=0,format=raw,readonly=on,file=" + codeFile,
        "-drive",
        "if=pflash,unit=1,format=raw,file=" + copy);
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
