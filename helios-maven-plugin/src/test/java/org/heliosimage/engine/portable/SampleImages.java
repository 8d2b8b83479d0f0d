package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.RecordingLog;

/** Images that the bundled templates make of the sample packages, built once for all tests. */
final class SampleImages {

  static final long TIME = 1_700_000_000L;

  private static final Path FOLDER = Path.of("target/sample-images").toAbsolutePath();

  private static final String BARE =
      """
      {
        "pool": { "name": "data", "size": 96, "label": false },
        "steps": [
          { "t": "create_be" },
          { "t": "unpack_tar", "name": "${name}-base.tar" }
        ]
      }
      """;

  private static boolean hasSeed;

  private SampleImages() {}

  /** The image for a machine: {@code qemu}, {@code generic}, or {@code bare} without a label. */
  static synchronized Path of(String machine) throws IOException {
    PortableEngine engine = new PortableEngine();
    BuildLog log = new RecordingLog();
    if (!hasSeed) {
      deleteAll();
      Path bare = FOLDER.resolve("overlay/helios/bare-ttya-base.json");
      Files.createDirectories(bare.getParent());
      Files.writeString(bare, BARE);
      engine.setup(request(machine), log);
      engine.strap(request(machine), log);
      hasSeed = true;
    }
    Path image = FOLDER.resolve("output/helios-" + machine + "-ttya-base.raw");
    if (!Files.exists(image)) {
      engine.image(request(machine), log);
    }
    return image;
  }

  private static void deleteAll() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> paths = Files.walk(FOLDER)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static BuildRequest request(String machine) {
    return new BuildRequest(
        "portable",
        new BuildRequest.Folders(
            FOLDER,
            FOLDER.resolve("output"),
            FOLDER.resolve("work"),
            "rpool/images/test",
            FOLDER.resolve("overlay"),
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.empty()),
        new BuildRequest.Image("helios", "helios", "base", machine, "ttya", "2"),
        List.of(),
        Map.of("*", "sample:"),
        new BuildRequest.Force(false, false, false),
        TIME,
        "org.example:test:1",
        BuildRequest.Network.standard(true));
  }
}
