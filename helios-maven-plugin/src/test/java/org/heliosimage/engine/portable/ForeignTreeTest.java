package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.NativeTools;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.script.Options;
import org.heliosimage.ips.publish.sample.StandInPackages;
import org.heliosimage.template.Features;
import org.heliosimage.template.Step;
import org.heliosimage.template.Template;
import org.heliosimage.template.TemplateSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Templates that others wrote, as they are: every one of a checkout of helios-engvm, with packages
 * that stand for the real ones. The checkout is none of ours to bring; where there is one, the
 * environment names it.
 */
class ForeignTreeTest {

  /** The folder of a checkout of oxidecomputer/helios-engvm. */
  private static final String CHECKOUT = "HELIOS_ENGVM";

  /** What the tree takes from another project, which the scripts build beforehand. */
  private static final List<String> METADATA_AGENT =
      List.of("metadata", "metadata.xml", "userscript.sh", "userscript.xml");

  private static final List<String> KINDS = List.of("base", "full", "ufs", "zfs", "iso");

  /** Steps that the tree leaves to whoever has files for the ramdisk diplomat. */
  private static final String GENPROTO =
      """
      { "steps": [
        { "t": "ensure_dir", "dir": "/var/svc/profile", "owner": "root", "group": "sys", "mode": "0755" },
        { "t": "ensure_file", "file": "/var/svc/profile/site.xml", "contents": "<service_bundle/>",
          "owner": "root", "group": "sys", "mode": "0444" }
      ] }
      """;

  @TempDir private static Path folder;

  private static Path tree;
  private static SortedSet<String> templates;

  private final PortableEngine engine = new PortableEngine();
  private final RecordingLog log = new RecordingLog();

  @BeforeAll
  static void packages() throws Exception {
    String checkout = System.getenv(CHECKOUT);
    Assumptions.assumeTrue(checkout != null, CHECKOUT + " names no checkout of helios-engvm");
    tree = Path.of(checkout, "image/templates").toAbsolutePath();
    try (Stream<Path> files = Files.list(tree.resolve("helios"))) {
      templates =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.substring(0, name.length() - ".json".length()))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    SortedSet<String> names = new TreeSet<>();
    SortedSet<String> folders = new TreeSet<>();
    TemplateSource source = TemplateSource.overlaying(List.of(tree), List.of());
    Features features =
        Features.parse(List.of("name=helios", "heliosver=2", "publisher=helios-dev"));
    for (String seed : templates) {
      if (seed.matches(".*-0[123]-.*")) {
        Template template = Template.load(source, "helios", seed, features);
        assertEquals(List.of(), template.warnings());
        for (Template.PlacedStep placed : template.steps()) {
          if (placed.step() instanceof Step.PkgInstall install) {
            install.pkgs().forEach(each -> names.add(each.replaceFirst("^/", "")));
          } else if (placed.step() instanceof Step.RemoveFiles remove
              && remove.by() == Step.RemoveFiles.Selection.DIR) {
            folders.add(remove.value().substring(1));
          }
        }
      }
    }
    // Where templates put files of theirs without making the folder.
    folders.addAll(
        List.of("boot/conf.d", "etc/default", "etc/system.d", "lib/svc/manifest/site", "usr/lib"));
    StandInPackages.write(folder.resolve("repository"), names, folders, List.of());
  }

  @BeforeEach
  void whatTheTreeDoesNotBring() throws IOException {
    Path genproto = folder.resolve("overlay/helios/include/genproto.json");
    Files.createDirectories(genproto.getParent());
    Files.writeString(genproto, GENPROTO);
    for (String name : METADATA_AGENT) {
      Path file = folder.resolve("overlay/files").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "made elsewhere\n");
    }
  }

  private static BuildRequest request(
      String variant, String machine, String console, String... features) {
    return new BuildRequest(
        "portable",
        new BuildRequest.Folders(
            folder,
            folder.resolve("output"),
            folder.resolve("work"),
            "rpool/images/test",
            folder.resolve("overlay"),
            Optional.of(tree),
            List.of(),
            Map.of(),
            Optional.empty()),
        new BuildRequest.Image("helios", "helios", variant, machine, console, "2"),
        List.of(features),
        Map.of("*", folder.resolve("repository").toUri().toString()),
        new BuildRequest.Force(false, false, false),
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(true),
        NativeTools.standard(),
        Options.NONE,
        BuildRequest.Parts.ALL);
  }

  @Test
  void everyTemplateBuilds() throws Exception {
    SortedSet<String> built = new TreeSet<>();
    for (String variant : List.of("base", "full", "ramdisk")) {
      BuildRequest seed = request(variant, "generic", "ttya").with(BuildRequest.Parts.SEED);
      engine.setup(seed, log);
      assertEquals(
          folder.resolve("output/helios-" + variant + ".tar"),
          engine.strap(seed, log).artifacts().get(0).path());
      Stream.of("-01-strap", "-02-image", "-03-archive").forEach(part -> built.add(variant + part));
    }
    for (String kind : KINDS) {
      for (String template : templates) {
        if (template.endsWith("-" + kind)) {
          image(kind, template);
          built.add(template);
        }
      }
    }
    built.add("eltorito-efi");
    assertEquals(templates, built);
  }

  /** Builds and verifies the image of a template that is named as the scripts name them. */
  private void image(String kind, String template) throws IOException {
    String stem = template.substring(0, template.length() - kind.length() - 1);
    int hyphen = stem.lastIndexOf('-');
    String machine = kind.equals("iso") ? stem : stem.substring(0, hyphen);
    String console = kind.equals("iso") ? "ttya" : stem.substring(hyphen + 1);
    List<String> features = new ArrayList<>();
    if (machine.startsWith("diplomat")) {
      features.add("genproto");
    }
    if (kind.equals("iso") && Files.readString(file(template)).contains("${publisher}")) {
      // No script runs these: they name the seed after the publisher.
      features.add("publisher=helios");
    }
    BuildRequest request = request(kind, machine, console, features.toArray(new String[0]));
    BuildResult made = engine.image(request, log);
    engine.verify(request, log);
    assertTrue(Files.size(made.artifacts().get(0).path()) > 1 << 20, template);
  }

  private static Path file(String template) {
    return tree.resolve("helios/" + template + ".json");
  }

  @Test
  void whatTheTreeDoesNotBringIsAskedForByName() throws Exception {
    Files.delete(folder.resolve("overlay/files/metadata"));
    assertAsks(request("base", "qemu", "ttya"), "metadata.json", "files/metadata");
    Files.delete(folder.resolve("overlay/helios/include/genproto.json"));
    assertAsks(request("ufs", "diplomat", "ttya", "genproto"), "diplomat-ttya-ufs", "genproto");
    assertAsks(request("base", "qemu", "ttya", "omicron1"), "base-03-archive", "files.tar.gz");
  }

  private void assertAsks(BuildRequest request, String by, String what) {
    String said = assertThrows(BuildException.class, () -> engine.setup(request, log)).getMessage();
    assertTrue(said.contains(by) && said.contains(what), said);
  }
}
