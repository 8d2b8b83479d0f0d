package org.heliosimage.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliosimage.template.BuildKind.DatasetBuild;
import org.heliosimage.template.BuildKind.PoolBuild;
import org.heliosimage.template.Step.FileSource.FromTemplate;
import org.heliosimage.template.Template.PlacedStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The templates that come with the plugin. */
class BundledTemplatesTest {

  private static final List<String> NEEDED =
      List.of("name=helios", "heliosver=2", "publisher=helios-dev");

  private static final List<String> OPTIONAL =
      List.of("onu=/repo", "opte=0.1", "no-metadata-agent", "unrelated");

  private final TemplateSource source = TemplateSource.overlaying(List.of(), List.of());

  static SortedSet<String> templates() {
    return new BundledRoot().templates("helios");
  }

  @Test
  void theIndexNamesEveryFile() throws Exception {
    Path folder = Path.of("src/main/resources", BundledRoot.BASE);
    try (Stream<Path> files = Files.walk(folder)) {
      SortedSet<String> found =
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.equals("index"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(found, new BundledRoot().index());
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void loadsForEverySetOfFeatures(String name) throws Exception {
    for (int set = 0; set < 1 << OPTIONAL.size(); set++) {
      List<String> directives = new ArrayList<>(NEEDED);
      for (int i = 0; i < OPTIONAL.size(); i++) {
        if ((set >> i & 1) != 0) {
          directives.add(OPTIONAL.get(i));
        }
      }
      Template template = Template.load(source, "helios", name, Features.parse(directives));
      assertEquals(List.of(), template.warnings());
      assertTrue(template.steps().size() > 0);
      assertEquals(name.startsWith("base-"), template.kind() instanceof DatasetBuild);
    }
  }

  @Test
  void everyFileIsUsed() throws Exception {
    SortedSet<String> used = new TreeSet<>();
    for (String name : templates()) {
      Template.load(source, "helios", name, Features.parse(NEEDED))
          .inputs()
          .forEach(input -> used.add(input.name()));
    }
    assertEquals(new BundledRoot().index(), used);
  }

  @Test
  void strapTemplatesHandOverBySnapshots() throws Exception {
    String last = null;
    for (String name : List.of("base-01-strap", "base-02-image", "base-03-archive")) {
      Template template = Template.load(source, "helios", name, Features.parse(NEEDED));
      DatasetBuild build = (DatasetBuild) template.kind();
      assertEquals("base", build.name());
      assertEquals(last, build.inputSnapshot());
      last = build.outputSnapshot();
    }
    assertEquals(null, last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"qemu", "generic"})
  void machinesDifferInFirmware(String machine) throws Exception {
    Template template =
        Template.load(source, "helios", machine + "-ttya-base", Features.parse(NEEDED));
    PoolBuild pool = (PoolBuild) template.kind();
    assertEquals("rpool", pool.name());
    assertEquals(machine.equals("generic"), pool.uefi());
    assertEquals(9, pool.ashift());
    assertTrue(!pool.noFeatures() && pool.autoexpand() && pool.label());
    List<String> types = template.steps().stream().map(PlacedStep::type).toList();
    assertEquals("create_be", types.get(0));
    assertEquals("make_bootable", types.get(types.size() - 1));
    assertTrue(types.containsAll(List.of("unpack_tar", "devfsadm", "seed_smf", "shadow")));
  }

  @Test
  void withoutMetadataAgentNothingConfiguresTheNetwork() throws Exception {
    List<String> directives = new ArrayList<>(NEEDED);
    directives.add("no-metadata-agent");
    Template template =
        Template.load(source, "helios", "qemu-ttya-base", Features.parse(directives));
    assertTrue(
        template.steps().stream()
            .noneMatch(
                placed ->
                    placed.step() instanceof Step.EnsureFile step
                        && step.source() instanceof FromTemplate from
                        && from.file().name().contains("first-boot")));
  }

  @Test
  void aProjectFileReplacesABundledOne(@org.junit.jupiter.api.io.TempDir Path project)
      throws Exception {
    Path motd = project.resolve("files/motd");
    Files.createDirectories(motd.getParent());
    Files.writeString(motd, "ours\n");
    Template before = Template.load(source, "helios", "qemu-ttya-base", Features.parse(NEEDED));
    Template after =
        Template.load(
            TemplateSource.overlaying(List.of(project), List.of()),
            "helios",
            "qemu-ttya-base",
            Features.parse(NEEDED));
    assertTrue(after.inputs().stream().anyMatch(input -> input.location().equals(motd.toString())));
    assertEquals(before.inputs().size(), after.inputs().size());
    assertTrue(!before.fingerprint().equals(after.fingerprint()));
  }
}
