package org.heliosimage.vm;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where QEMU and the firmware for it are. */
public final class QemuProgram {

  /** Its name on all systems. */
  static final String NAME = "qemu-system-x86_64";

  /** Where package managers put it on a Mac, besides the folders of PATH. */
  private static final List<String> FURTHER = List.of("/opt/homebrew/bin", "/usr/local/bin");

  private QemuProgram() {}

  /**
   * Finds QEMU.
   *
   * @param given what the user named, if anything
   * @param searchPath the value of PATH
   */
  public static Path find(Optional<Path> given, String searchPath) throws VmException {
    if (given.isPresent()) {
      if (Files.isExecutable(given.get())) {
        return given.get();
      }
      throw new VmException("QEMU is not at " + given.get() + ", where helios.run.qemu says it is");
    }
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, NAME);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return program;
      }
    }
    for (String folder : FURTHER) {
      Path program = Path.of(folder, NAME);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new VmException(
        "QEMU is missing: no folder of PATH has %s; install it (Debian: qemu-system-x86, Homebrew: qemu) or name it by helios.run.qemu"
            .formatted(NAME));
  }
}
