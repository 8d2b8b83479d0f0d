package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The native engine in Maven, with stand-ins for the tools of an illumos host on the PATH. */
class NativeEngineTest {

  private static final String DATASET = "rpool/images/helios";

  /** Maven's own script asks uname without arguments; that is no call of the engine. */
  private static final String RECORD =
      """
      #!/bin/sh
      here="%s"
      test "${0##*/}" != uname || test $# -gt 0 || { echo Linux; exit 0; }
      printf '%%s in %%s:' "${0##*/}" "$(/bin/pwd)" >> "$here/calls"
      printf ' %%s' "$@" >> "$here/calls"
      printf ' (%%s %%s %%s)\\n' "${VARIANT-}" "${MACHINE-}" "${CONSOLE-}" >> "$here/calls"
      """;

  private Path here;
  private ImageProject project;

  @BeforeEach
  void generate(TestInfo test) throws IOException {
    here = Workspace.of(test);
    project = ImageProject.in(here);
    standIn("uname", "case \"$1\" in -s) echo SunOS ;; -o) echo illumos ;; esac\n");
    standIn(
        "pfexec", "case \"$1\" in id) echo 'uid=0(root) gid=0(root)' ;; *) exec \"$@\" ;; esac\n");
    standIn(
        "zfs",
        """
        case "$1" in
          list) test -d "$here/pool" || { echo "cannot open '$4': dataset does not exist" >&2; exit 1; } ;;
          create) mkdir -p "$here/pool/output" ;;
          get) echo "$here/pool" ;;
        esac
        """);
    standIn(
        "image-builder",
        """
        echo "image-builder at work"
        while test $# -gt 1; do
          case "$1" in -n) template="$2" ;; -T) templates="$2" ;; esac
          shift
        done
        test -f "$templates/helios/$template.json" || { echo "no template" >&2; exit 1; }
        case "$template" in
          *-03-archive) echo seed > "$here/pool/output/helios-base.tar" ;;
          *-ttya-base) echo image > "$here/pool/output/helios-$template.raw" ;;
        esac
        """);
    standIn("zpool", "");
    standIn("pkg", "");
  }

  private void standIn(String name, String script) throws IOException {
    Path file = Files.createDirectories(here.resolve("bin")).resolve(name);
    Files.writeString(file, RECORD.formatted(here) + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private BuildLog run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    Collections.addAll(
        all,
        "-Dhelios.workDirectory=" + project.work(),
        "-Dhelios.packageMirrors=*=file:///srv/repository");
    return project
        .maven()
        .run(
            project.folder(),
            Map.of("PATH", here.resolve("bin") + ":" + System.getenv("PATH"), "LOGNAME", "frank"),
            all);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(here.resolve("calls")).stream()
        .map(
            line ->
                line.replaceAll(project.work() + "/" + DATASET + "/[0-9a-f]{16}/native", "TOP")
                    .replace(here.toString(), "HERE"))
        .toList();
  }

  @Test
  void allPhasesRunTheToolsAndTheImageIsDeployed() throws IOException {
    Path remote = here.resolve("remote");
    run(
            "deploy",
            "-Dhelios.engine=native",
            "-Dhelios.setup.createDataset",
            "-DaltDeploymentRepository=remote::file://" + remote)
        .succeeded()
        .saying("image-builder at work")
        .saying("Image: " + here.resolve("pool/output/" + ImageProject.RAW));
    String mountpoint = "zfs in TOP: get -Ho value mountpoint " + DATASET + " (  )";
    List<String> expected =
        new ArrayList<>(
            List.of(
                "uname in TOP: -s (  )",
                "uname in TOP: -o (  )",
                "pfexec in TOP: id (  )",
                "zfs in TOP: list -Ho name " + DATASET + " (  )",
                "pfexec in TOP: zfs create -p " + DATASET + " (  )",
                "zfs in TOP: create -p " + DATASET + " (  )",
                mountpoint,
                mountpoint));
    for (String step : List.of("01-strap", "02-image", "03-archive")) {
      addBuild(
          expected,
          "-n base-"
              + step
              + " -T TOP/templates -F name=helios -F heliosver=2 -F publisher=helios-dev (base  )");
    }
    expected.add(mountpoint);
    addBuild(expected, "-n qemu-ttya-base -T TOP/templates -F name=helios (base qemu ttya)");
    expected.add(mountpoint);
    assertEquals(expected, calls());
    try (var files = Files.walk(remote)) {
      Path deployed =
          files.filter(file -> file.toString().endsWith(".raw")).findFirst().orElseThrow();
      assertEquals("image\n", Files.readString(deployed));
    }
    assertTrue(Files.exists(project.outputs().resolve(ImageProject.RAW + ".json")));
    assertFalse(Files.exists(project.raw()), "the image stays in the dataset");
  }

  private static void addBuild(List<String> calls, String end) {
    String words = " build -d " + DATASET + " -g helios ";
    calls.add("pfexec in TOP: HERE/bin/image-builder" + words + end);
    calls.add("image-builder in TOP:" + words + end);
  }

  @Test
  void autoTakesTheToolsWhereTheyAre() throws IOException {
    Files.createDirectories(here.resolve("pool/output"));
    run("helios:strap", "-Dhelios.engine=auto").succeeded().saying("helios-base.tar is ready");
    assertTrue(calls().stream().anyMatch(call -> call.startsWith("image-builder ")));
  }

  @Test
  void mistakesAreOneSentence() throws IOException {
    run("helios:setup", "-Dhelios.engine=native")
        .failedSaying(
            "pfexec zfs create -p " + DATASET, "helios.setup.createDataset", "-Dhelios.dataset");
    standIn("pfexec", "exit 1\n");
    run("helios:setup", "-Dhelios.engine=native")
        .failedSaying("usermod -P +'Primary Administrator' frank");
    standIn("uname", "echo Linux\n");
    run("helios:setup", "-Dhelios.engine=native").failedSaying("Linux", "-Dhelios.engine");
    Files.createDirectories(here.resolve("pool/output"));
    standIn("pfexec", "exec \"$@\"\n");
    standIn("image-builder", "echo 'out of space' >&2\nexit 1\n");
    run("helios:image", "-Dhelios.engine=native")
        .failedSaying("qemu-ttya-base", "exit status 1", "out of space");
  }
}
