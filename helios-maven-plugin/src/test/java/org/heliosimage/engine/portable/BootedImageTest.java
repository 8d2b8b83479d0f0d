package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.Qemu;
import org.heliosimage.Qemu.Firmware;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled templates, filled with the sample packages, make images that boot. */
class BootedImageTest {

  private static final int MEMORY = 256;

  @TempDir private static Path folder;

  private static final class Silent implements BuildLog, BuildLog.Task {
    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public BuildLog.Task task(String name) {
      return this;
    }

    @Override
    public void progress(long done, long total, BuildLog.Unit unit) {}

    @Override
    public void done(String summary) {}

    @Override
    public void close() {}
  }

  @BeforeAll
  static void buildImages() throws IOException {
    PortableEngine engine = new PortableEngine();
    BuildLog log = new Silent();
    engine.setup(request("qemu"), log);
    engine.strap(request("qemu"), log);
    engine.image(request("qemu"), log);
    engine.image(request("generic"), log);
  }

  private static BuildRequest request(String machine) {
    return new BuildRequest(
        "portable",
        new BuildRequest.Folders(
            folder,
            folder.resolve("target/output"),
            folder.resolve("work"),
            "rpool/images/test",
            folder.resolve("overlay"),
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.empty()),
        new BuildRequest.Image("helios", "helios", "base", machine, "ttya", "2"),
        List.of(),
        Map.of("*", "sample:"),
        new BuildRequest.Force(false, false, false),
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(true));
  }

  @ParameterizedTest
  @CsvSource({
    "qemu, BIOS, 256",
    "generic, BIOS, 524544",
    "generic, UEFI, 524544",
  })
  void boots(String machine, Firmware firmware, long slice) throws Exception {
    Path image = folder.resolve("target/output/helios-" + machine + "-ttya-base.raw");
    String said = Qemu.boot(image, firmware, MEMORY, folder);
    assertTrue(said.contains(" of the GPT, which has 9, at sector " + slice + "\r\n"), said);
    assertTrue(said.endsWith("Helios sample boot: " + firmware + " ok pool=rpool\r\n"), said);
  }
}
