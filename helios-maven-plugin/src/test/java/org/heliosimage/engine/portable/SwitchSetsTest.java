package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.NativeTools;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.script.Options;
import org.heliosimage.engine.script.Switch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One project built with several sets of switches, from templates without packages. */
class SwitchSetsTest {

  private static final Options PLAIN = Options.NONE;
  private static final Options ONU = switches(Map.of(Switch.ONU, "file:/repo"));
  private static final Options OPTE = switches(Map.of(Switch.OPTE, "0.29"));
  private static final Options SERDEV = switches(Map.of(Switch.SERDEV, "true"));
  private static final List<Options> ALL =
      List.of(PLAIN, ONU, OPTE, switches(Map.of(Switch.OPTE, "0.30")), SERDEV);

  @TempDir private Path folder;

  private final PortableEngine engine = new PortableEngine();
  private final RecordingLog log = new RecordingLog();

  private static Options switches(Map<Switch, String> switches) {
    return new Options(switches, Optional.empty(), Optional.empty());
  }

  @BeforeEach
  void templates() throws IOException {
    for (String variant : List.of("small", "ramdisk")) {
      dataset(variant + "-01-strap", "\"output_snapshot\": \"s\"", file("/${name}"));
      dataset(
          variant + "-02-image",
          "\"input_snapshot\": \"s\", \"output_snapshot\": \"i\"",
          file("/image${onu!-plain}${opte?-opte}"));
      dataset(
          variant + "-02-image-mine",
          "\"input_snapshot\": \"s\", \"output_snapshot\": \"i\"",
          file("/mine"));
      dataset(
          variant + "-03-archive",
          "\"input_snapshot\": \"i\"",
          "{\"t\": \"pack_tar\", \"name\": \"${name}-" + variant + ".tar\"}");
    }
    String seed = "{\"t\": \"unpack_tar\", \"name\": \"${name}-small.tar\"}";
    template("pc-ttya-small", "\"pool\": {\"name\": \"rpool\", \"size\": 96}", seed);
    String ramdisk = "{\"t\": \"unpack_tar\", \"name\": \"${name}-ramdisk.tar\"}";
    template("pc-ttya-ufs", "\"ufs\": {\"size\": 4, \"inode_density\": 4096}", ramdisk);
    template("pc-ttya-zfs", "\"pool\": {\"name\": \"rpool\", \"size\": 96}", ramdisk);
    template("eltorito-efi", "\"pcfs\": {\"size\": 2, \"label\": \"EFI\"}", file("/a"));
    template(
        "pc-iso",
        "\"iso\": {\"volume_id\": \"Small ${console}\"}",
        """
        {"t": "pack_tar", "name": "side.tar"},
        {"t": "ensure_file", "file": "/efi", "outputsrc": "helios${onu?-onu}-eltorito-efi.pcfs",
         "owner": "root", "group": "root", "mode": "644"}
        """);
  }

  /** A step for a file; its path is expanded. */
  private static String file(String path) {
    return "{\"t\": \"ensure_file\", \"file\": \""
        + path
        + "\", \"contents\": \"\", \"owner\": \"root\", \"group\": \"root\", \"mode\": \"644\"}";
  }

  private void dataset(String name, String snapshots, String steps) throws IOException {
    template(name, "\"dataset\": {\"name\": \"d\", " + snapshots + "}", steps);
  }

  private void template(String name, String kind, String steps) throws IOException {
    Path file = folder.resolve("overlay/helios/" + name + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{" + kind + ", \"steps\": [" + steps + "]}\n");
  }

  private BuildRequest request(String variant, Options options, String... features) {
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
        new BuildRequest.Image("helios", "helios", variant, "pc", "ttya", "2.1"),
        List.of(features),
        Map.of(),
        new BuildRequest.Force(false, false, false),
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(true),
        NativeTools.standard(),
        options,
        BuildRequest.Parts.ALL);
  }

  private List<String> build(BuildRequest request) throws IOException {
    engine.setup(request, log);
    BuildResult seed = engine.strap(request, log);
    BuildResult image = engine.image(request, log);
    engine.verify(request, log);
    List<BuildResult.Artifact> all = new ArrayList<>(seed.artifacts());
    all.addAll(image.artifacts());
    return all.stream().map(each -> each.path().getFileName().toString()).toList();
  }

  @Test
  void outputsAreNamedAsTheScriptsNameThem() throws IOException {
    assertEquals(
        List.of("helios-small.tar", "helios-pc-ttya-small.raw"), build(request("small", PLAIN)));
    assertEquals(
        List.of("helios-onu-small.tar", "helios-onu-pc-ttya-small.raw"),
        build(request("small", ONU)));
    assertEquals(
        List.of("helios-opte-0.29-ramdisk.tar", "helios-pc-opte-0.29-ttya-ufs.ufs"),
        build(request("ufs", OPTE)));
    assertEquals(
        List.of("helios-serdev-ramdisk.tar", "helios-pc-serdev-ttya-ufs.ufs"),
        build(request("ufs", PLAIN, "serdev")));
    assertEquals(
        List.of("helios-onu-ramdisk.tar", "helios-pc-onu-ttya-zfs.raw"),
        build(request("zfs", ONU)));
    assertEquals(
        List.of(
            "helios-onu-ramdisk.tar",
            "helios-onu-install-ttya.iso",
            "side.tar",
            "helios-onu-eltorito-efi.pcfs"),
        build(request("iso", PLAIN, "onu=file:/repo")));
    assertEquals("helios-pc-ttya.iso", build(request("iso", PLAIN, "^install")).get(1));
  }

  @Test
  void setsOfSwitchesDoNotDisturbEachOther() throws IOException {
    Map<String, String> digests = new HashMap<>();
    for (int round = 0; round < 2; round++) {
      log.clear();
      for (Options options : ALL) {
        BuildRequest request = request("ufs", options);
        for (BuildResult result : List.of(engine.strap(request, log), engine.image(request, log))) {
          assertEquals(round > 0, result.unchanged(), log::toString);
          BuildResult.Artifact main = result.artifacts().get(0);
          String name = main.path().getFileName().toString();
          assertEquals(main.sha256(), digests.getOrDefault(name, main.sha256()), name);
          digests.put(name, main.sha256());
        }
      }
    }
    assertEquals(2 * ALL.size(), digests.size());
    assertEquals(digests.size(), digests.values().stream().distinct().count());
  }

  @Test
  void aSuffixPicksTheSecondTemplateOfTheSeed() throws IOException {
    Options mine = new Options(Map.of(), Optional.empty(), Optional.of("mine"));
    engine.strap(request("small", PLAIN), log);
    log.clear();
    BuildResult seed = engine.strap(request("small", mine), log);
    assertFalse(log.ran("small-01-strap"));
    assertTrue(log.ran("small-02-image-mine"), log::toString);
    assertEquals("helios-small.tar", seed.artifacts().get(0).path().getFileName().toString());
    BuildException e =
        assertThrows(
            BuildException.class,
            () ->
                engine.strap(
                    request("small", new Options(Map.of(), Optional.empty(), Optional.of("x"))),
                    log));
    assertEquals(Optional.of("imageSuffix"), e.parameter());
  }

  @Test
  void theSeedMayHaveAnotherVariant() throws IOException {
    Options small = new Options(Map.of(), Optional.of("small"), Optional.empty());
    BuildResult seed = engine.strap(request("ufs", small), log);
    assertEquals("helios-small.tar", seed.artifacts().get(0).path().getFileName().toString());
    BuildException e =
        assertThrows(
            BuildException.class,
            () ->
                engine.setup(
                    request("ufs", new Options(Map.of(), Optional.of("x"), Optional.empty())),
                    log));
    assertEquals(Optional.of("seedVariant"), e.parameter());
  }

  @Test
  void switchesReachOnlyTheTemplatesThatAScriptGivesThemTo() throws IOException {
    List<List<String>> features =
        engine
            .plan(request("small", PLAIN, "ssh", "no-metadata-agent", "baud=9600", "mine"), log)
            .stages()
            .stream()
            .map(stage -> stage.features())
            .toList();
    assertEquals(
        List.of("name=helios", "heliosver=2", "publisher=helios-dev", "ssh", "mine"),
        features.get(0));
    assertEquals(List.of("name=helios", "no-metadata-agent", "mine"), features.get(3));
  }

  @Test
  void treesThatAreNotMadeForTheScriptsNameTheirTemplates() throws IOException {
    dataset("ramdisk-01-os", "\"output_snapshot\": \"os\"", file("/${name}"));
    dataset(
        "ramdisk-02-trim",
        "\"input_snapshot\": \"os\", \"output_snapshot\": \"trim\"",
        "{\"t\": \"pack_tar\", \"name\": \"${name}-ramdisk.tar\"}");
    template(
        "zfs",
        "\"pool\": {\"name\": \"rpool\", \"size\": 96}",
        "{\"t\": \"unpack_tar\", \"name\": \"${name}-ramdisk.tar\"}, " + file("/${baud}"));
    Options named =
        new Options(
            Map.of(Switch.BAUD, "9600", Switch.OMICRON1, "true"),
            Optional.empty(),
            Optional.empty(),
            new Options.Names(List.of("ramdisk-01-os", "ramdisk-02-trim"), Optional.of("zfs")));
    assertEquals(List.of("helios-ramdisk.tar", "helios-zfs.raw"), build(request("zfs", named)));
    assertEquals(
        List.of("name=helios", "omicron1", "baud=9600"),
        engine.plan(request("zfs", named), log).stages().get(2).features());
    BuildException e =
        assertThrows(
            BuildException.class,
            () ->
                engine.plan(
                    request(
                        "zfs",
                        new Options(
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            new Options.Names(List.of("nothing"), Optional.empty()))),
                    log));
    assertEquals("seedTemplates", e.parameter().orElseThrow());
  }
}
