package org.heliosimage.vm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.heliosimage.disk.Qcow2Overlay;

/**
 * A machine to run an image in.
 *
 * @param name its name, which is the guest's host name, too
 * @param cpus number of processors
 * @param memory bytes of memory
 * @param disk bytes of the disk, at least those of the image
 * @param console where the image expects its user
 * @param firmware what starts it
 */
public record VirtualMachine(
    String name, int cpus, long memory, long disk, Console console, Firmware firmware) {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]{0,62})");

  /** Where a user finds the login prompt. */
  public enum Console {
    /** The first serial line. */
    TTYA,
    /** The second serial line. */
    TTYB,
    /** Screen and keyboard. */
    VGA;

    /** Reads the value of the parameter {@code helios.console}. */
    public static Console of(String name) throws VmException {
      for (Console console : values()) {
        if (console.name().toLowerCase(Locale.ROOT).equals(name)) {
          return console;
        }
      }
      throw new VmException("There is no console \"" + name + "\": take ttya, ttyb or vga");
    }
  }

  /** What starts a machine. */
  public enum Firmware {
    /** BIOS: the boot code in the first sector. */
    BIOS,
    /** UEFI: the loader in the EFI system partition. */
    UEFI
  }

  /** A machine; sizes and name are checked. */
  public VirtualMachine {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no host name: take letters, digits and hyphens");
    }
    if (cpus < 1 || memory < 1L << 20) {
      throw new IllegalArgumentException(
          "a machine needs a processor and memory, not %d and %d bytes".formatted(cpus, memory));
    }
  }

  /** Makes its disk: nothing yet, over an image that stays as it is. */
  public void createDisk(Path file, Path image) throws IOException {
    Qcow2Overlay.create(file, image, disk);
  }

  /** Identifies it to the guest; the same for the same name, so that a guest knows itself again. */
  public UUID uuid() {
    return UUID.nameUUIDFromBytes(("helios machine " + name).getBytes(StandardCharsets.UTF_8));
  }
}
