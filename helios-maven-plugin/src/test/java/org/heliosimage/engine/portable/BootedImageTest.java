package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.heliosimage.Qemu;
import org.heliosimage.Qemu.Firmware;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled templates, filled with the sample packages, make images that boot. */
class BootedImageTest {

  private static final int MEMORY = 256;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"qemu, BIOS, 256", "generic, BIOS, 524544", "generic, UEFI, 524544"})
  void boots(String machine, Firmware firmware, long slice) throws Exception {
    String said = Qemu.boot(SampleImages.of(machine), firmware, MEMORY, folder);
    assertTrue(said.contains(" of the GPT, which has 9, at sector " + slice + "\r\n"), said);
    assertTrue(said.endsWith("Helios sample boot: " + firmware + " ok pool=rpool\r\n"), said);
  }
}
