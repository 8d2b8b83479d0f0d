package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.GivenSeed;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.SeedDescription;
import org.heliosimage.engine.work.Hex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a seed that another project has made. */
class ForeignSeedTest {

  private static final String COORDINATES = "com.example:seed:1";

  @TempDir private Path folder;
  private final PortableEngine engine = new PortableEngine();
  private final RecordingLog log = new RecordingLog();
  private SeedDescription description;
  private Path published;

  @BeforeEach
  void seed() throws IOException {
    for (String project : List.of("seed", "image")) {
      write(
          project + "/overlay/helios/small-01-strap.json",
          """
          {"dataset": {"name": "small", "output_snapshot": "strap"}, "steps": [
            {"t": "ensure_dir", "dir": "/etc", "owner": "root", "group": "sys", "mode": "755"},
            {"t": "ensure_file", "file": "/etc/motd", "src": "motd",
             "owner": "root", "group": "sys", "mode": "644"}
          ]}
          """);
      write(
          project + "/overlay/helios/small-02-image.json",
          """
          {"dataset": {"name": "small", "input_snapshot": "strap", "output_snapshot": "image"},
           "steps": []}
          """);
      write(
          project + "/overlay/helios/small-03-archive.json",
          """
          {"dataset": {"name": "small", "input_snapshot": "image"}, "steps": [
            {"t": "pack_tar", "name": "${name}-small.tar"}
          ]}
          """);
      write(
          project + "/overlay/helios/pc-ttya-small.json",
          """
          {"pool": {"name": "rpool", "size": 96, "no_features": false}, "steps": [
            {"t": "create_be"},
            {"t": "unpack_tar", "name": "${name}-small.tar"}
          ]}
          """);
      write(project + "/overlay/files/motd", "hello\n");
    }
    publish();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Makes the seed and puts it where a repository would. */
  private void publish() throws IOException {
    BuildResult made = engine.strap(request("seed").with(BuildRequest.Parts.SEED), log);
    description = SeedDescription.of(made.artifacts().get(0));
    published = Files.createDirectories(folder.resolve("repository")).resolve("seed-1.tar");
    Files.copy(made.artifacts().get(0).path(), published, StandardCopyOption.REPLACE_EXISTING);
  }

  private BuildRequest request(String project) {
    return new BuildRequest(
        "portable",
        new BuildRequest.Folders(
            folder.resolve(project),
            folder.resolve(project + "/target/output"),
            folder.resolve("work"),
            "rpool/images/test",
            folder.resolve(project + "/overlay"),
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.of(folder.resolve(project + "/helios.lock"))),
        new BuildRequest.Image("helios", "helios", "small", "pc", "ttya", "2"),
        List.of(),
        Map.of(),
        new BuildRequest.Force(false, false, false),
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(true));
  }

  private BuildRequest given() {
    return given(() -> new GivenSeed.Found(published, Optional.of(description)));
  }

  private BuildRequest given(GivenSeed.Finder finder) {
    return request("image").with(BuildRequest.Parts.from(new GivenSeed(COORDINATES, finder)));
  }

  private Path image() {
    return folder.resolve("image/target/output/helios-pc-ttya-small.raw");
  }

  private String said(String project, GivenSeed.Finder finder) {
    return assertThrows(BuildException.class, () -> engine.image(given(finder), log)).getMessage();
  }

  @Test
  void theImageIsThatOfASeedOfItsOwn() throws IOException {
    log.clear();
    BuildResult strap = engine.strap(given(), log);
    assertEquals("The seed is com.example:seed:1, from " + published, strap.summary());
    assertEquals(published, strap.artifacts().get(0).path());
    engine.image(given(), log);
    engine.verify(given(), log);
    assertTrue(log.ran("pc-ttya-small") && !log.ran("small-0"), log.toString());
    assertFalse(Files.exists(folder.resolve("image/target/output/helios-small.tar")));
    String foreign = Hex.sha256(image());

    engine.strap(request("image"), log);
    engine.image(request("image"), log);
    assertEquals(foreign, Hex.sha256(image()));
  }

  @Test
  void theSeedComesBeforeTarsThatArePackedBesideIt() throws IOException {
    write(
        "seed/overlay/helios/small-03-archive.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "image"}, "steps": [
          {"t": "pack_tar", "name": "${name}-small-boot.tar", "include": ["etc"]},
          {"t": "pack_tar", "name": "${name}-small.tar"}
        ]}
        """);
    publish();
    assertEquals("helios-small.tar", description.name());
    BuildResult again = engine.strap(request("seed").with(BuildRequest.Parts.SEED), log);
    assertEquals("helios-small.tar is up to date", again.summary());
    assertEquals(2, again.artifacts().size());
    engine.image(given(), log);
    engine.verify(given(), log);
  }

  @Test
  void setupPlanAndVerifyDoNotAskForIt() throws IOException {
    engine.image(given(), log);
    GivenSeed.Finder none =
        () -> {
          throw new IOException("was asked for");
        };
    log.clear();
    engine.setup(given(none), log);
    assertTrue(log.lines().contains("The seed is com.example:seed:1"), log.toString());
    engine.verify(given(none), log);
    assertEquals(
        List.of("pc-ttya-small"),
        engine.plan(given(none), log).stages().stream().map(s -> s.template().name()).toList());
    assertEquals(
        "the seed is com.example:seed:1", engine.plan(given(none), log).lines(folder).get(0));
    assertTrue(
        engine.plan(given(none), log).json(folder).contains("\"seed\": \"com.example:seed:1\""));
    assertEquals(
        List.of("small-01-strap", "small-02-image", "small-03-archive"),
        engine.plan(request("seed").with(BuildRequest.Parts.SEED), log).stages().stream()
            .map(s -> s.template().name())
            .toList());
  }

  @Test
  void onlyOtherBytesMakeAnotherImage() throws IOException {
    engine.image(given(), log);
    Path elsewhere = Files.copy(published, folder.resolve("helios-small.tar"));
    GivenSeed.Found moved = new GivenSeed.Found(elsewhere, Optional.of(description));
    assertTrue(engine.image(given(() -> moved), log).unchanged());
    engine.verify(given(() -> moved), log);

    String before = Hex.sha256(image());
    write("seed/overlay/files/motd", "good evening\n");
    publish();
    assertFalse(engine.image(given(), log).unchanged());
    engine.verify(given(), log);
    assertFalse(before.equals(Hex.sha256(image())));

    Files.delete(published);
    String gone = assertThrows(IOException.class, () -> engine.verify(given(), log)).getMessage();
    assertTrue(gone.contains(published + ", which is gone or has changed"), gone);
    assertFalse(engine.image(given(() -> moved), log).unchanged());
    assertEquals(before, Hex.sha256(image()));
  }

  @Test
  void oneOfItsOwnIsNoneOfAnother() throws IOException {
    write("image/overlay/files/motd", "mine\n");
    engine.strap(request("image"), log);
    engine.image(request("image"), log);
    String own = Hex.sha256(image());
    engine.image(given(), log);
    assertFalse(own.equals(Hex.sha256(image())));
    engine.image(request("image"), log);
    assertEquals(own, Hex.sha256(image()));
  }

  @Test
  void withoutDescriptionItIsAnySeed() throws IOException {
    engine.image(given(() -> new GivenSeed.Found(published, Optional.empty())), log);
    engine.verify(given(), log);
    GivenSeed seed =
        new GivenSeed(
            COORDINATES, () -> new GivenSeed.Found(published, Optional.<SeedDescription>empty()));
    assertTrue(seed.standsFor("helios-onu-full.tar", "helios"));
    assertTrue(seed.standsFor("helios-full.tar.gz", "helios"));
    assertFalse(seed.standsFor("helios-full.zip", "helios"));
    assertFalse(seed.standsFor("boot.tar", "helios"));
  }

  @Test
  void anotherSeedIsNamed() {
    SeedDescription full = new SeedDescription("helios-full.tar", 1, description.sha256());
    String said = said("image", () -> new GivenSeed.Found(published, Optional.of(full)));
    assertTrue(
        said.endsWith(
            "the seed com.example:seed:1 is helios-full.tar, but the image is made of"
                + " helios-small.tar: give this project the <variant> and <name> of the seed's, or"
                + " name another seed"),
        said);
  }

  @Test
  void whatIsDamagedOrNoSeedIsNamed() throws IOException {
    SeedDescription other = new SeedDescription("helios-small.tar", 1, "0".repeat(64));
    assertTrue(
        said("image", () -> new GivenSeed.Found(published, Optional.of(other)))
            .contains("the seed com.example:seed:1 is damaged, because " + published));
    Path text = Files.writeString(folder.resolve("seed-1.jar"), "PK".repeat(400));
    String said = said("image", () -> new GivenSeed.Found(text, Optional.empty()));
    assertTrue(
        said.contains("com.example:seed:1 is no seed, because " + text + " is no tar"), said);
    Files.writeString(text, "");
    assertTrue(
        said("image", () -> new GivenSeed.Found(text, Optional.empty())).contains("is no seed"));
  }

  @Test
  void packagesAreInTheSeed() throws IOException {
    assertFalse(engine.installsPackages(given(), log));
    assertTrue(engine.installsPackages(request("image"), log));
    write(
        "image/overlay/helios/pc-ttya-small.json",
        """
        {"pool": {"name": "rpool", "size": 96}, "steps": [
          {"t": "unpack_tar", "name": "${name}-small.tar"},
          {"t": "pkg_install", "pkgs": ["more"]}
        ]}
        """);
    assertTrue(engine.installsPackages(given(), log));
  }

  @Test
  void descriptionsAreRead() throws IOException {
    Path json = folder.resolve("seed.json");
    Files.writeString(json, description.json());
    assertEquals(description, SeedDescription.read(json));
    for (String bad :
        List.of(
            "",
            "[]",
            "{}",
            "{\"name\": \"a\", \"size\": 1}",
            "{\"name\": \"a\", \"size\": \"x\", \"sha256\": \"0\"}",
            "{\"name\": {\"a\": 1}}",
            "{\"name\": ",
            " ".repeat(70_000) + description.json())) {
      Files.writeString(json, bad);
      assertEquals(
          json + " does not describe a seed",
          assertThrows(BuildException.class, () -> SeedDescription.read(json)).getMessage());
    }
  }
}
