package org.heliosimage.vm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.Slice;
import org.heliosimage.vm.VirtualMachine.Firmware;

/** Which firmware an image is for. */
public final class FirmwareChoice {

  private FirmwareChoice() {}

  /**
   * Reads an image's label: one with an EFI system partition is for UEFI, any other for BIOS.
   *
   * @throws IOException if the label is damaged, or there is none at all
   */
  public static Firmware of(Path image) throws IOException {
    try (FileChannel channel = FileChannel.open(image)) {
      DiskLayout layout = Label.read(channel);
      if (!layout.labelled()) {
        throw new VmException(
            "The image %s has no label, so no firmware finds a boot program on it"
                .formatted(image.getFileName()));
      }
      boolean esp =
          layout.slices().stream()
              .anyMatch(slice -> slice.kind().filter(Slice.Kind.ESP::equals).isPresent());
      return esp ? Firmware.UEFI : Firmware.BIOS;
    }
  }
}
