package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.script.Call;
import org.heliosimage.engine.work.StageRecord;
import org.heliosimage.template.BundledRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bundled template, built of the sample packages. */
class EveryTemplateTest {

  private static final int SMALL = 128;
  private static final int EFI_PARTITION = 256;

  @TempDir private static Path folder;

  private static final SortedSet<String> BUILT = new TreeSet<>();

  /**
   * Overlays the templates with ones of less size: most of the time would go into the zeros of
   * images that are made for far more packages.
   */
  private static void makeSmall() throws Exception {
    Path templates = Path.of("src/main/resources/org/heliosimage/templates/helios");
    Path overlay = Files.createDirectories(folder.resolve("overlay/helios"));
    for (String name : new BundledRoot().templates("helios")) {
      String json = Files.readString(templates.resolve(name + ".json"));
      int size = json.contains("\"uefi\": true") ? SMALL + EFI_PARTITION : SMALL;
      if (!json.contains("\"pcfs\"")) {
        json = json.replaceFirst("\"size\": [0-9]+", "\"size\": " + size);
      }
      Files.writeString(overlay.resolve(name + ".json"), json);
    }
  }

  @BeforeAll
  static void seeds() throws Exception {
    makeSmall();
    for (String variant : List.of("base", "full", "ramdisk")) {
      seed(variant, "helios");
    }
  }

  private static BuildRequest request(List<String> features) {
    return new BuildRequest(
        "portable",
        new BuildRequest.Folders(
            folder,
            folder.resolve("output"),
            folder.resolve("work"),
            "rpool/images/test",
            folder.resolve("overlay"),
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.empty()),
        new BuildRequest.Image("helios", "helios", "base", "qemu", "ttya", "2"),
        features,
        Map.of("*", "sample:"),
        new BuildRequest.Force(false, false, false),
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(true));
  }

  private static Call call(String template, List<String> features) {
    List<String> arguments = new ArrayList<>();
    features.forEach(feature -> arguments.addAll(List.of("-F", feature)));
    return new Call(template, Optional.empty(), arguments, Map.of(), template, "machine", false);
  }

  /** Runs the three templates of a seed. */
  private static void seed(String variant, String name, String... features) throws IOException {
    List<String> directives =
        new ArrayList<>(List.of("name=" + name, "heliosver=2", "publisher=helios-dev"));
    directives.addAll(List.of(features));
    Build.locked(
        request(List.of()),
        new RecordingLog(),
        build -> {
          Optional<Stage.Done> previous = Optional.empty();
          for (String part : List.of("-01-strap", "-02-image", "-03-archive")) {
            previous =
                Optional.of(
                    new Stage(build, call(variant + part, directives)).bring(previous, false));
            BUILT.add(variant + part);
          }
          return previous;
        });
  }

  /** Runs one template and gives the names of its outputs. */
  private static List<String> image(String template, String... features) throws IOException {
    List<String> directives = new ArrayList<>(List.of("name=helios"));
    directives.addAll(List.of(features));
    Stage.Done done =
        Build.locked(
            request(List.of()),
            new RecordingLog(),
            build -> new Stage(build, call(template, directives)).bring(Optional.empty(), true));
    BUILT.add(template);
    return done.record().outputs().stream().map(StageRecord.Output::name).toList();
  }

  @Test
  void everyTemplateBuilds() throws Exception {
    for (String template : new BundledRoot().templates("helios")) {
      if (template.matches(".*-(base|full)")) {
        List<String> expected = new ArrayList<>(List.of("helios-" + template + ".raw"));
        if (template.startsWith("barefoot")) {
          expected.add("helios-" + template + ".partonly");
        }
        assertEquals(expected, image(template));
      } else if (template.endsWith("-ufs")) {
        assertEquals(List.of("helios-" + template + ".ufs"), image(template));
      } else if (template.endsWith("-zfs")) {
        assertEquals(List.of("helios-" + template + ".raw"), image(template, "baud=115200"));
      }
    }
    String[] installer = {
      "ufs=install", "iso_type=Serial (ttya) Installer", "console=ttya", "console_serial", "install"
    };
    assertEquals(List.of("helios-eltorito-efi.pcfs"), image("eltorito-efi", installer));
    for (String machine : List.of("generic", "install", "diplomat", "builder")) {
      assertEquals(List.of("helios-" + machine + "-iso.iso"), image(machine + "-iso", installer));
    }
    assertEquals(new BundledRoot().templates("helios"), BUILT);
    assertTrue(Files.exists(folder.resolve("output/helios-ramdisk-boot.tar")));
  }
}
