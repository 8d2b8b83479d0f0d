package org.heliosimage.vm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files of a UEFI firmware for QEMU.
 *
 * @param code the program, never written to
 * @param variables what it remembers; every machine gets a copy
 */
public record UefiFirmware(Path code, Path variables) {

  /** Code and variables as systems and QEMU itself install them, the common ones first. */
  private static final List<List<String>> PLACES =
      List.of(
          List.of("usr/share/OVMF/OVMF_CODE_4M.fd", "usr/share/OVMF/OVMF_VARS_4M.fd"),
          List.of("usr/share/OVMF/OVMF_CODE.fd", "usr/share/OVMF/OVMF_VARS.fd"),
          List.of("usr/share/edk2/ovmf/OVMF_CODE.fd", "usr/share/edk2/ovmf/OVMF_VARS.fd"),
          List.of("usr/share/edk2/x64/OVMF_CODE.4m.fd", "usr/share/edk2/x64/OVMF_VARS.4m.fd"),
          List.of("usr/share/qemu/ovmf-x86_64-code.bin", "usr/share/qemu/ovmf-x86_64-vars.bin"),
          List.of("usr/share/qemu/edk2-x86_64-code.fd", "usr/share/qemu/edk2-i386-vars.fd"),
          List.of(
              "opt/homebrew/share/qemu/edk2-x86_64-code.fd",
              "opt/homebrew/share/qemu/edk2-i386-vars.fd"),
          List.of(
              "usr/local/share/qemu/edk2-x86_64-code.fd",
              "usr/local/share/qemu/edk2-i386-vars.fd"));

  /**
   * Finds the firmware.
   *
   * @param given code and variables that the user named, if any
   * @param root the root folder of the host
   */
  public static UefiFirmware find(Optional<UefiFirmware> given, Path root) throws VmException {
    if (given.isPresent()) {
      for (Path file : List.of(given.get().code(), given.get().variables())) {
        if (!Files.isReadable(file)) {
          throw new VmException("The UEFI firmware cannot be read from " + file);
        }
      }
      return given.get();
    }
    for (List<String> place : PLACES) {
      Path code = root.resolve(place.get(0));
      Path variables = root.resolve(place.get(1));
      if (Files.isReadable(code) && Files.isReadable(variables)) {
        return new UefiFirmware(code, variables);
      }
    }
    throw new VmException(
        "The image is for UEFI and no UEFI firmware for QEMU is installed: install it (Debian: ovmf; Homebrew's qemu brings it), name it by helios.run.uefiCode and helios.run.uefiVariables, or set helios.run.firmware to bios");
  }
}
