package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.NativeTools;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.script.Options;
import org.heliosimage.engine.script.Switch;
import org.heliosimage.ips.publish.sample.StandInPackages;
import org.heliosimage.template.Features;
import org.heliosimage.template.Step;
import org.heliosimage.template.Template;
import org.heliosimage.template.TemplateSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The templates of another tree, which is not made for the scripts and names them as it likes:
 * those of a checkout of helios, as they are. The environment names the checkout, if there is one.
 */
class SledTreeTest {

  /** The folder of a checkout of oxidecomputer/helios. */
  private static final String CHECKOUT = "HELIOS_TREE";

  private static final String GROUP = "sled";

  private static final String PROFILES = "/etc/svc/profile/";

  private static final List<String> FEATURES =
      List.of(
          "heliosv2",
          "publisher_0_name=helios-dev",
          "publisher_0_url+=https://pkg.example.com/helios/2/dev/");

  /** What other projects build, for extsrc. */
  private static final List<String> EXTERNAL =
      List.of(
          "pilot/target/release/pilot",
          "chelsio-t6-roms/srom/bins/Oxide_t6_2x100Gbase_kr_nomemory_v8C_6_26_10.bin");

  @TempDir private static Path folder;

  private static Path tree;

  private final SortedSet<String> built = new TreeSet<>();

  @BeforeAll
  static void packages() throws Exception {
    String checkout = System.getenv(CHECKOUT);
    Assumptions.assumeTrue(checkout != null, CHECKOUT + " names no checkout of helios");
    tree = Path.of(checkout, "image/templates").toAbsolutePath();
    for (String name : EXTERNAL) {
      Path file = folder.resolve("external").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "made elsewhere\n");
    }
    SortedSet<String> names = new TreeSet<>();
    SortedSet<String> folders = new TreeSet<>();
    SortedSet<String> files = new TreeSet<>();
    for (List<String> more : List.of(List.of("name=sled"), List.of("name=sled", "recovery"))) {
      List<String> directives = new ArrayList<>(FEATURES);
      directives.addAll(more);
      directives.add("baud=3000000");
      for (String template : templates()) {
        Template loaded =
            Template.load(
                TemplateSource.overlaying(List.of(tree), List.of(folder.resolve("external"))),
                GROUP,
                template,
                Features.parse(directives));
        assertEquals(List.of(), loaded.warnings());
        loaded.steps().forEach(placed -> note(placed.step(), names, folders, files));
      }
    }
    folders.removeIf(path -> path.startsWith("dev/"));
    folders.addAll(List.of("etc/default", "lib/svc/manifest/site", "usr/lib/fm"));
    StandInPackages.write(folder.resolve("repository"), names, folders, files);
  }

  private static void note(
      Step step, SortedSet<String> names, SortedSet<String> folders, SortedSet<String> files) {
    if (step instanceof Step.PkgInstall install) {
      install.pkgs().forEach(each -> names.add(each.replaceFirst("^/", "")));
    } else if (step instanceof Step.EnsureSymlink link
        && link.link().startsWith(PROFILES)
        && !link.target().contains("/")) {
      // To what packages have beside it.
      files.add(PROFILES.substring(1) + link.target());
    } else if (step instanceof Step.RemoveFiles remove) {
      switch (remove.by()) {
        case DIR -> folders.add(remove.value().substring(1));
        case FILE -> files.add(remove.value().substring(1));
        default -> {}
      }
    }
  }

  private static SortedSet<String> templates() throws IOException {
    try (Stream<Path> all = Files.list(tree.resolve(GROUP))) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void build(List<String> seed, String image, String... more) throws IOException {
    List<String> features = new ArrayList<>(FEATURES);
    features.addAll(List.of(more));
    BuildRequest request =
        new BuildRequest(
            "portable",
            new BuildRequest.Folders(
                folder,
                folder.resolve("output"),
                folder.resolve("work"),
                "rpool/images/test",
                folder.resolve("overlay"),
                Optional.of(tree),
                List.of(folder.resolve("external")),
                Map.of(),
                Optional.empty()),
            new BuildRequest.Image(GROUP, "sled", "zfs", "gimlet", "ttya", "2"),
            features,
            Map.of("*", folder.resolve("repository").toUri().toString()),
            new BuildRequest.Force(false, false, false),
            1_700_000_000L,
            "org.example:test:1",
            BuildRequest.Network.standard(true),
            NativeTools.standard(),
            new Options(
                Map.of(Switch.BAUD, "3000000"),
                Optional.empty(),
                Optional.empty(),
                new Options.Names(seed, Optional.of(image))),
            BuildRequest.Parts.ALL);
    PortableEngine engine = new PortableEngine();
    RecordingLog log = new RecordingLog();
    engine.setup(request, log);
    engine.strap(request, log);
    Path raw = engine.image(request, log).artifacts().get(0).path();
    assertEquals(folder.resolve("output/sled-" + image + ".raw"), raw);
    engine.verify(request, log);
    built.addAll(seed);
    built.add(image);
  }

  @Test
  void everyTemplateBuilds() throws IOException {
    build(List.of("ramdisk-01-os", "ramdisk-02-trim"), "zfs");
    build(
        List.of("ramdisk-01-os", "ramdisk-02-trim", "ramdisk-03-recovery-trim"),
        "zfs-recovery",
        "recovery");
    assertEquals(templates(), built);
  }
}
