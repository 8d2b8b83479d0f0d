package org.heliosimage.engine.illumos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.archive.SeedTar;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.GivenSeed;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.SeedDescription;
import org.heliosimage.engine.plan.BuildPlan;
import org.heliosimage.engine.plan.EveryConstruct;
import org.heliosimage.engine.portable.PortableEngine;
import org.heliosimage.engine.script.Options;
import org.heliosimage.engine.script.Switch;
import org.heliosimage.engine.work.Hex;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on a host of stand-ins; that the commands are the scripts' is in ScriptCallsTest. */
class NativeEngineTest {

  @TempDir private Path folder;

  private final RecordingLog log = new RecordingLog();
  private StandIns programs;
  private NativeEngine engine;
  private NativeProject project;

  @BeforeEach
  void project() throws IOException {
    programs = new StandIns(folder);
    engine = new NativeEngine(programs.host());
    project = new NativeProject(folder);
    project.small("base");
  }

  @Test
  void resultsAreAttachedFromTheMountpointAndToldInTheProject() throws IOException {
    BuildResult seed = engine.strap(project.request(), log);
    Path tar = folder.resolve("pool/output/helios-base.tar");
    assertEquals(List.of(tar), seed.artifacts().stream().map(BuildResult.Artifact::path).toList());
    BuildResult image = engine.image(project.request(), log);
    Path raw = folder.resolve("pool/output/helios-qemu-ttya-base.raw");
    assertEquals(
        new BuildResult.Artifact(raw, 23, Hex.sha256("made of qemu-ttya-base\n")),
        image.artifacts().get(0));
    String json =
        Files.readString(folder.resolve("project/target/output/helios-qemu-ttya-base.raw.json"));
    assertTrue(json.contains("\"path\": \"helios-qemu-ttya-base.raw\""), json);
    assertTrue(json.contains("\"sha256\": \"" + Hex.sha256(raw) + "\""), json);
    assertFalse(json.contains(folder.toString()), json);
    assertEquals(
        "helios-qemu-ttya-base.raw is as it was made",
        engine.verify(project.request(), log).summary());
    Files.writeString(raw, "other");
    assertEquals(
        "HERE/pool/output/helios-qemu-ttya-base.raw has changed since it was made: run the goal image again",
        failure(() -> engine.verify(project.request(), log)));
  }

  @Test
  void seedAndImageComeBeforeTarsThatArePackedBesideThem() throws IOException {
    project.write(
        "overlay/helios/base-03-archive.json",
        """
        { "dataset": { "name": "base", "input_snapshot": "image" }, "steps": [
          { "t": "pack_tar", "name": "${name}-base-boot.tar" },
          { "t": "pack_tar", "name": "${name}-base.tar" }
        ] }
        """);
    project.write(
        "overlay/helios/qemu-ttya-base.json",
        """
        { "pool": { "name": "rpool", "size": 100 }, "steps": [
          { "t": "pack_tar", "name": "a.tar" }
        ] }
        """);
    programs.program(
        "image-builder",
        StandIns.BUILDS
            + "echo > \"$here/pool/output/helios-base-boot.tar\"; echo > \"$here/pool/output/a.tar\"\n");
    assertEquals("helios-base.tar is ready", engine.strap(project.request(), log).summary());
    engine.image(project.request(), log);
    assertEquals(
        "helios-qemu-ttya-base.raw is as it was made",
        engine.verify(project.request(), log).summary());
  }

  @Test
  void linesOfTheToolsAreLogged() throws IOException {
    engine.image(project.request(), log);
    assertTrue(log.lines().contains("image-builder begins"), log.lines().toString());
    assertTrue(log.lines().contains("a note"), log.lines().toString());
  }

  @Test
  void aTemplateThatChangedButDidNotRunIsTold() throws IOException {
    engine.strap(project.request(), log);
    programs.program(
        "image-builder",
        "echo 'INFO rolled back to output snapshot; no work required'\n" + StandIns.BUILDS);
    engine.strap(project.request(), log);
    assertFalse(log.lines().toString().contains("warning"), log.lines().toString());
    project.features("other");
    engine.strap(project.request(), log);
    assertTrue(
        log.lines()
            .contains(
                "warning: base-02-image is not what it was when the dataset was made, and image-builder went back to that: set helios.reset to run it"),
        log.lines().toString());
    programs.program("image-builder", StandIns.BUILDS);
    engine.strap(project.request(), log);
    programs.program(
        "image-builder",
        "echo 'INFO rolled back to output snapshot; no work required'\n" + StandIns.BUILDS);
    long warnings = log.lines().stream().filter(line -> line.startsWith("warning")).count();
    engine.strap(project.request(), log);
    assertEquals(warnings, log.lines().stream().filter(line -> line.startsWith("warning")).count());
  }

  @Test
  void switchesThatShareASnapshotAreTold() throws IOException {
    project.features("opte=1");
    engine.strap(project.request(), log);
    programs.program(
        "image-builder",
        "echo 'INFO rolled back to output snapshot; no work required'\n" + StandIns.BUILDS);
    engine.strap(project.request(), log);
    assertFalse(log.lines().toString().contains("warning"), log.lines().toString());
    project.features("opte=2");
    engine.strap(project.request(), log);
    assertTrue(
        log.lines().toString().contains("warning: base-02-image is not what it was"),
        log.lines().toString());
  }

  @Test
  void templatesOfAllRootsBecomeOne() throws IOException {
    project.write("overlay/files/motd", "mine\n");
    project.write("further/helios/files/motd", "theirs\n");
    project.write("further/include/common.json", "{ \"steps\": [ { \"t\": \"devfsadm\" } ] }");
    project.write("external/tool", "tool\n");
    project.write("agent-1.jar", "agent\n");
    project.write(
        "overlay/helios/qemu-ttya-base.json",
        """
        { "pool": { "name": "rpool", "size": 100 }, "steps": [
          { "t": "create_be" },
          { "t": "include", "name": "common" },
          { "t": "include", "name": "console-ttya" },
          { "t": "ensure_file", "file": "/m", "src": "motd", "owner": "root", "group": "root", "mode": "0644" },
          { "t": "ensure_file", "file": "/t", "extsrc": "tool", "owner": "root", "group": "root", "mode": "0644" },
          { "t": "ensure_file", "file": "/a", "extsrc": "agent.jar", "owner": "root", "group": "root", "mode": "0644" }
        ] }
        """);
    engine.image(project.further().artifact("agent.jar", "agent-1.jar").request(), log);
    Path seen = folder.resolve("seen-qemu-ttya-base");
    assertEquals("mine\n", Files.readString(seen.resolve("files/motd")));
    assertFalse(Files.exists(seen.resolve("helios/files/motd")), "would win over the project's");
    assertTrue(Files.exists(seen.resolve("include/common.json")));
    assertTrue(Files.exists(seen.resolve("include/console-ttya.json")), "bundled");
    String call = programs.calls("pfexec").get(0);
    assertTrue(
        call.contains(" -F name=helios -E HERE/project/external -E TOP/artifacts {TOP "), call);
    assertEquals(
        folder.resolve("project/overlay/helios/qemu-ttya-base.json").toFile().length(),
        seen.resolve("helios/qemu-ttya-base.json").toFile().length());
  }

  @Test
  void mirrorsTakeThePlaceOfRepositoriesInTheCopy() throws IOException {
    String template =
        """
        { "dataset": { "name": "base", "output_snapshot": "strap" }, "steps": [
          { "t": "pkg_image_create", "publisher": "${publisher}", "uri": "https://pkg.example.com/${heliosver}/dev/", "extra": [1, 2.5, true, null] },
          { "t": "pkg_set_publisher", "publisher": "p", "uri": "https://else.example.com/", "mirror_uri": "https://pkg.example.com/m/" },
          { "t": "shadow", "username": "root", "password": "$$5$$" }
        ] }
        """;
    project.write("overlay/helios/base-01-strap.json", template);
    project.mirror("https://pkg.example.com/", "file:/srv/$1/");
    engine.strap(project.request(), log);
    assertEquals(
        """
        {"dataset":{"name":"base","output_snapshot":"strap"},"steps":[\
        {"t":"pkg_image_create","publisher":"${publisher}","uri":"file:/srv/$$1/2/dev/","extra":[1,2.5,true,null]},\
        {"t":"pkg_set_publisher","publisher":"p","uri":"https://else.example.com/","mirror_uri":"file:/srv/$$1/m/"},\
        {"t":"shadow","username":"root","password":"$$5$$"}]}
        """,
        Files.readString(folder.resolve("seen-base-01-strap/helios/base-01-strap.json")));
    assertEquals(
        template,
        Files.readString(folder.resolve("project/overlay/helios/base-01-strap.json")),
        "the project's own file");
  }

  @Test
  void bothEnginesPlanTheSame() throws IOException {
    EveryConstruct.write(folder);
    for (String machine : List.of("disk", "hybrid", "ram")) {
      BuildPlan ours = engine.plan(EveryConstruct.request(folder, machine), log);
      BuildPlan theirs = new PortableEngine().plan(EveryConstruct.request(folder, machine), log);
      assertEquals(
          theirs.json(folder),
          new BuildPlan("portable", Optional.empty(), ours.stages()).json(folder));
    }
  }

  @Test
  void bothEnginesPlanTheSameForAllSwitches() throws IOException {
    project.small("ramdisk");
    project.template("qemu-ttya-ufs", "\"ufs\": { \"size\": 10, \"inode_density\": 8192 }");
    project.template("qemu-ttya-zfs", "\"pool\": { \"name\": \"rpool\", \"size\": 10 }");
    project.template("eltorito-efi", "\"pcfs\": { \"size\": 10, \"label\": \"EFI\" }");
    project.template("qemu-iso", "\"iso\": {}");
    for (Switch each : Switch.values()) {
      project.options =
          new Options(
              Map.of(each, each.takesValue() ? "7" : "true"), Optional.empty(), Optional.empty());
      for (String variant : List.of("base", "ufs", "zfs", "iso")) {
        project.image(variant, "qemu", "ttya");
        BuildPlan ours = engine.plan(project.request(), log);
        BuildPlan theirs = new PortableEngine().plan(project.request(), log);
        assertEquals(
            theirs.json(folder),
            new BuildPlan("portable", Optional.empty(), ours.stages()).json(folder));
      }
    }
  }

  @Test
  void theSeedOfAnotherProjectIsCopiedOnce() throws IOException {
    project.write(
        "overlay/helios/qemu-ttya-base.json",
        """
        { "pool": { "name": "rpool", "size": 100 }, "steps": [
          { "t": "create_be" },
          { "t": "unpack_tar", "name": "${name}-base.tar" }
        ] }
        """);
    for (String tool : List.of("mkdir", "cp", "chmod", "mv")) {
      programs.program(tool, "exec /bin/" + tool + " \"$@\"\n");
    }
    Path tar = folder.resolve("seed-1.tar");
    SeedTar.write(new FileTree(Attributes.of(0755, 0, 0, 0)), tar);
    SeedDescription description =
        new SeedDescription("helios-base.tar", tar.toFile().length(), Hex.sha256(tar));
    project.seed(
        new GivenSeed(
            "com.example:seed:1", () -> new GivenSeed.Found(tar, Optional.of(description))));

    assertEquals(
        "The seed is com.example:seed:1, from " + tar,
        engine.strap(project.request(), log).summary());
    assertEquals(List.of(), programs.calls("image-builder"));
    engine.image(project.request(), log);
    String part = "HERE/pool/output/.helios-tmp-helios-base.tar";
    assertEquals(
        List.of(
            "pfexec mkdir -p HERE/pool/output",
            "pfexec cp HERE/seed-1.tar " + part,
            "pfexec chmod 0644 " + part,
            "pfexec mv -f " + part + " HERE/pool/output/helios-base.tar"),
        programs.calls("pfexec").stream()
            .filter(call -> !call.contains("image-builder"))
            .map(call -> call.replaceFirst(" \\{.*", ""))
            .toList());
    assertEquals(Hex.sha256(tar), Hex.sha256(folder.resolve("pool/output/helios-base.tar")));
    engine.image(project.request(), log);
    assertEquals(
        1, programs.calls("pfexec").stream().filter(call -> call.startsWith("pfexec cp ")).count());

    SeedDescription full = new SeedDescription("helios-full.tar", 1, Hex.sha256(tar));
    Files.delete(folder.resolve("pool/output/helios-base.tar"));
    project.seed(
        new GivenSeed("com.example:seed:1", () -> new GivenSeed.Found(tar, Optional.of(full))));
    assertTrue(
        failure(() -> engine.image(project.request(), log))
            .startsWith(
                "the seed com.example:seed:1 is helios-full.tar, but the image is made of"));
  }

  @Test
  void whatPkgOfTheHostCannotDoIsRefused() throws IOException {
    assertEquals(
        "the native engine cannot lock packages, because image-builder leaves packages to the pkg of the host: use portable for this goal",
        failure(() -> engine.lock(project.request(), log)));
    assertTrue(failure(() -> engine.outdated(project.request(), log)).contains("compare packages"));
    assertTrue(failure(() -> engine.goOffline(project.request(), log)).contains("without network"));
    assertTrue(
        failure(() -> engine.mirror(project.request(), folder, log))
            .contains("write a repository"));
    project.write("helios.lock", "");
    assertEquals(
        "helios.lock locks packages, which image-builder does not know of: use portable, or remove the file",
        failure(() -> engine.strap(project.request(), log)));
  }

  @Test
  void sampleAndRemoteRepositoriesOfflineAreRefused() throws IOException {
    project.write(
        "overlay/helios/base-01-strap.json",
        """
        { "dataset": { "name": "base", "output_snapshot": "strap" }, "steps": [
          { "t": "pkg_image_create", "publisher": "p", "uri": "https://pkg.example.com/" }
        ] }
        """);
    assertEquals(
        "base-01-strap needs the package repository https://pkg.example.com/, which the pkg of the host asks over the network: run Maven without -o, or name a file: repository for it",
        failure(() -> engine.strap(project.offline().request(), log)));
    project.mirror("*", "sample:");
    assertTrue(
        failure(() -> engine.setup(project.request(), log))
            .startsWith("the packages that come with this plugin cannot be installed"));
    assertEquals(List.of(), programs.calls("image-builder"));
    project.mirror("*", "file:/srv");
    engine.strap(project.offline().request(), log);
  }

  /** Something that fails. */
  interface Failing {
    void run() throws IOException;
  }

  private String failure(Failing failing) {
    return programs.shortened(
        String.valueOf(assertThrows(BuildException.class, failing::run).getMessage()));
  }
}
