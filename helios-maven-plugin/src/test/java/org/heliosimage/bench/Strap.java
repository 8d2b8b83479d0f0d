package org.heliosimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.portable.PortableEngine;

/** What the strap benchmark times: packages of a folder in, a seed tar out, with nothing cached. */
public final class Strap {

  private static final String ORIGIN = "https://pkg.example/helios-dev/";

  private Strap() {}

  /**
   * Arguments: the repository, a folder that is empty or missing for everything else, and {@code
   * heap} to have the peak heap told, which takes time.
   */
  public static void main(String[] args) throws IOException {
    Path project = Path.of(args[1]).toAbsolutePath();
    Path templates = Files.createDirectories(project.resolve("overlay/helios"));
    Files.writeString(
        templates.resolve("bench-01-strap.json"),
        """
        {"dataset": {"name": "bench", "output_snapshot": "strap"}, "steps": [
          {"t": "pkg_image_create", "publisher": "%s", "uri": "%s"},
          {"t": "pkg_change_variant", "variant": "opensolaris.zone", "value": "global"},
          {"t": "pkg_install", "pkgs": ["entire"], "include_optional": true}
        ]}
        """
            .formatted(StrapRepository.PUBLISHER, ORIGIN));
    Files.writeString(
        templates.resolve("bench-02-image.json"),
        """
        {"dataset": {"name": "bench", "input_snapshot": "strap", "output_snapshot": "image"},
         "steps": [
          {"t": "pkg_set_property", "name": "auto-be-name", "value": "helios-%r"},
          {"t": "pkg_purge_history"},
          {"t": "ensure_dir", "dir": "/etc", "owner": "root", "group": "root", "mode": "755"},
          {"t": "ensure_file", "file": "/etc/motd", "contents": "hello\\n",
           "owner": "root", "group": "root", "mode": "644"}
        ]}
        """);
    Files.writeString(
        templates.resolve("bench-03-archive.json"),
        """
        {"dataset": {"name": "bench", "input_snapshot": "image"}, "steps": [
          {"t": "pack_tar", "name": "${name}-bench.tar"}
        ]}
        """);
    BuildRequest request =
        new BuildRequest(
            "auto",
            new BuildRequest.Folders(
                project,
                project.resolve("output"),
                project.resolve("work"),
                "rpool/images/bench",
                project.resolve("overlay"),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty()),
            new BuildRequest.Image("helios", "helios", "bench", "pc", "ttya", "2.1"),
            List.of(),
            Map.of(ORIGIN, Path.of(args[0]).toUri().toString()),
            new BuildRequest.Force(false, false, false),
            StrapRepository.TIME,
            "org.example:bench:1",
            BuildRequest.Network.standard(true));
    BuildResult result = new PortableEngine().strap(request, new Lines());
    System.out.println("sha256 " + result.artifacts().get(0).sha256());
    if (args.length > 2) {
      System.out.println("heap " + SeedToRaw.peakHeap());
    }
  }

  private static final class Lines implements BuildLog {
    private final long start = System.nanoTime();

    private void say(String line) {
      System.out.println((System.nanoTime() - start) / 1_000_000 + " ms " + line);
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {
      say(message);
    }

    @Override
    public void warn(String message) {
      say("warning: " + message);
    }

    @Override
    public Task task(String name) {
      return new Task() {
        @Override
        public void progress(long done, long total, Unit unit) {}

        @Override
        public void done(String summary) {
          say(name + ": " + summary);
        }

        @Override
        public void close() {}
      };
    }
  }
}
