package org.heliosimage.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliosimage.template.BuildKind.DatasetBuild;
import org.heliosimage.template.BuildKind.IsoBuild;
import org.heliosimage.template.BuildKind.PcfsBuild;
import org.heliosimage.template.BuildKind.PoolBuild;
import org.heliosimage.template.BuildKind.UfsBuild;
import org.heliosimage.template.Step.FileSource.FromTemplate;
import org.heliosimage.template.Template.PlacedStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The templates that come with the plugin. */
class BundledTemplatesTest {

  private static final List<String> NEEDED =
      List.of(
          "name=helios",
          "heliosver=2",
          "publisher=helios-dev",
          "ufs=install",
          "iso_type=Serial (ttya) Installer",
          "console=ttya");

  private static final List<String> OPTIONAL =
      List.of(
          "onu=/repo",
          "opte=0.1",
          "serdev",
          "omicron1",
          "ssh",
          "pkg",
          "debug",
          "no-metadata-agent",
          "usb-postboot",
          "baud=3000000",
          "console=text",
          "console=ttyb",
          "console_serial",
          "install",
          "unrelated");

  /** What the tools of a zone brand make, which no template can bring. */
  private static final List<String> FOREIGN = List.of("files.tar.gz", "gzonly.txt");

  @TempDir private static Path foreign;

  private final TemplateSource source = TemplateSource.overlaying(List.of(foreign), List.of());

  @BeforeAll
  static void putForeignFiles() throws Exception {
    for (String name : FOREIGN) {
      Path file = foreign.resolve("files").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "made elsewhere\n");
    }
  }

  private static Features features(List<String> more) throws TemplateException {
    List<String> directives = new ArrayList<>(NEEDED);
    directives.addAll(more);
    return Features.parse(directives);
  }

  /** None, each, and all of the optional features. */
  private static List<List<String>> optional() {
    List<List<String>> sets = new ArrayList<>(List.of(List.of(), OPTIONAL));
    OPTIONAL.forEach(each -> sets.add(List.of(each)));
    return sets;
  }

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
    for (List<String> more : optional()) {
      Template template = Template.load(source, "helios", name, features(more));
      assertEquals(List.of(), template.warnings());
      assertTrue(template.steps().size() > 0);
      Class<?> expected =
          name.matches(".*-0[123]-.*")
              ? DatasetBuild.class
              : switch (name.substring(name.lastIndexOf('-') + 1)) {
                case "ufs" -> UfsBuild.class;
                case "iso" -> IsoBuild.class;
                case "efi" -> PcfsBuild.class;
                default -> PoolBuild.class;
              };
      assertEquals(expected, template.kind().getClass());
    }
  }

  @Test
  void everyFileIsUsed() throws Exception {
    SortedSet<String> used = new TreeSet<>();
    for (String name : templates()) {
      for (List<String> more : optional()) {
        Template.load(source, "helios", name, features(more)).inputs().stream()
            .map(TemplateFile::name)
            .filter(file -> !FOREIGN.contains(file.replace("files/", "")))
            .forEach(used::add);
      }
    }
    assertEquals(new BundledRoot().index(), used);
  }

  @Test
  void everyMachineHasItsTemplates() {
    SortedSet<String> expected = new TreeSet<>(List.of("eltorito-efi"));
    for (String variant : List.of("base", "full", "ramdisk")) {
      for (String part : List.of("-01-strap", "-02-image", "-03-archive")) {
        expected.add(variant + part);
      }
    }
    for (String disk :
        List.of(
            "generic-ttya",
            "generic-ttyb",
            "generic-vga",
            "qemu-ttya",
            "qemu-ttyb",
            "qemu-vga",
            "aws-ttya",
            "aws-vga",
            "builder-ttya",
            "builder-ttyb",
            "builder-vga",
            "barefoot-ttya")) {
      expected.add(disk + "-base");
      expected.add(disk + "-full");
    }
    for (String ramdisk : List.of("generic", "install", "diplomat", "builder")) {
      expected.add(ramdisk + "-iso");
      for (String console : List.of("-ttya", "-ttyb", "-vga")) {
        expected.add(ramdisk + console + "-ufs");
        expected.add(ramdisk + console + "-zfs");
      }
    }
    assertEquals(expected, templates());
  }

  /** The tables of the page, whose rows stand for every machine with every console. */
  @Test
  void thePageNamesEveryTemplate() throws Exception {
    SortedSet<String> named = new TreeSet<>();
    String page = Files.readString(Path.of("../docs/templates.md"));
    for (String line : page.substring(0, page.indexOf("## Features")).lines().toList()) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 6 && line.contains("MACHINE-")) {
        for (String template : code(cells[1])) {
          for (String machine : code(cells[2])) {
            List<String> consoles = template.contains("CONSOLE") ? code(cells[3]) : List.of("");
            consoles.forEach(
                console ->
                    named.add(template.replace("MACHINE", machine).replace("CONSOLE", console)));
          }
        }
      } else if (cells.length == 4) {
        named.addAll(code(cells[1]));
      }
    }
    named.removeIf(name -> name.contains("/") || !name.contains("-"));
    assertEquals(templates(), named);
  }

  private static List<String> code(String cell) {
    return Pattern.compile("`([^`]+)`")
        .matcher(cell)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"base, ''", "full, onu=/repo", "ramdisk, opte=1", "base, serdev"})
  void strapTemplatesHandOverBySnapshots(String variant, String feature) throws Exception {
    String last = null;
    for (String part : List.of("-01-strap", "-02-image", "-03-archive")) {
      Template template =
          Template.load(
              source,
              "helios",
              variant + part,
              features(feature.isEmpty() ? List.of() : List.of(feature)));
      DatasetBuild build = (DatasetBuild) template.kind();
      String suffix = feature.isEmpty() ? "" : "-" + feature.replaceFirst("=.*", "");
      assertEquals(variant + suffix, build.name());
      assertEquals(last, build.inputSnapshot());
      last = build.outputSnapshot();
    }
    assertEquals(null, last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"qemu", "generic"})
  void machinesDifferInFirmware(String machine) throws Exception {
    Template template =
        Template.load(source, "helios", machine + "-ttya-base", features(List.of()));
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
    Template template =
        Template.load(source, "helios", "qemu-ttya-base", features(List.of("no-metadata-agent")));
    assertTrue(
        template.steps().stream()
            .noneMatch(
                placed ->
                    placed.step() instanceof Step.EnsureFile step
                        && step.source() instanceof FromTemplate from
                        && from.file().name().contains("first-boot")));
  }

  @Test
  void aProjectFileReplacesABundledOne(@TempDir Path project) throws Exception {
    Path motd = project.resolve("files/motd");
    Files.createDirectories(motd.getParent());
    Files.writeString(motd, "ours\n");
    Template before = Template.load(source, "helios", "qemu-ttya-base", features(List.of()));
    Template after =
        Template.load(
            TemplateSource.overlaying(List.of(project), List.of()),
            "helios",
            "qemu-ttya-base",
            features(List.of()));
    assertTrue(after.inputs().stream().anyMatch(input -> input.location().equals(motd.toString())));
    assertEquals(before.inputs().size(), after.inputs().size());
    assertTrue(!before.fingerprint().equals(after.fingerprint()));
  }
}
