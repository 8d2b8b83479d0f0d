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
          case "$1" in
            -n) template="$2"; output="${output:-$2}" ;;
            -N) output="$2" ;;
            -T) templates="$2" ;;
            -F) case "$2" in name=*) name="${2#name=}" ;; esac ;;
          esac
          shift
        done
        test -f "$templates/helios/$template.json" || { echo "no template" >&2; exit 1; }
        case "$template" in
          *-03-archive) echo seed > "$here/pool/output/$name-base.tar" ;;
          *-base|*-zfs) echo image > "$here/pool/output/helios-$output.raw" ;;
          *-ufs) echo image > "$here/pool/output/helios-$output.ufs" ;;
          *-iso) echo image > "$here/pool/output/helios-$output.iso" ;;
          *-efi) echo image > "$here/pool/output/helios-$output.pcfs" ;;
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
  void bothEnginesPlanTheSame() throws IOException {
    Path plan = project.folder().resolve("target/helios/plan.json");
    run("helios:plan", "-Dhelios.engine=native", "-Dhelios.variant=iso", "-Dhelios.machine=generic")
        .succeeded()
        .saying("helios/generic-iso builds");
    assertFalse(Files.exists(here.resolve("pool")), "something ran");
    String ours = Files.readString(plan);
    run(
            "helios:plan",
            "-Dhelios.variant=iso",
            "-Dhelios.machine=generic",
            "-Dhelios.engine=portable")
        .succeeded();
    assertEquals(ours.replace("\"native\"", "\"portable\""), Files.readString(plan));
  }

  @Test
  void templatesCanBeNamed() throws IOException {
    for (String engine : List.of("native", "portable")) {
      run(
              "helios:plan",
              "-Dhelios.engine=" + engine,
              "-Dhelios.seedTemplates=ramdisk-01-strap,ramdisk-03-archive",
              "-Dhelios.imageTemplate=diplomat-vga-ufs")
          .succeeded()
          .saying("helios/ramdisk-01-strap builds")
          .saying("helios/ramdisk-03-archive builds")
          .saying("helios/diplomat-vga-ufs builds")
          .notSaying("base-0")
          .notSaying("qemu-ttya-base");
    }
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
    standIn("image-builder", "echo working\nkill -9 $$\n");
    run("helios:image", "-Dhelios.engine=native")
        .failedSaying("qemu-ttya-base", "killed by signal 9", "working");
    standIn("image-builder", "echo waiting\nexec sleep 120\n");
    run("helios:image", "-Dhelios.engine=native", "-Dhelios.commandTimeout=1")
        .failedSaying("qemu-ttya-base", "took more than 1 s", "waiting");
    Files.delete(here.resolve("bin/image-builder"));
    standIn("uname", "case \"$1\" in -s) echo SunOS ;; -o) echo illumos ;; esac\n");
    run("helios:setup", "-Dhelios.engine=native")
        .failedSaying("image-builder", "helios.imageBuilder.build", "-Dhelios.imageBuilder");
  }

  /** One call of every script with an option of its own. */
  @Test
  void optionsReachTheToolAsTheScriptsPassThemOn() throws IOException {
    Files.createDirectories(here.resolve("pool/output"));
    assertBuilds(
        List.of("helios:strap", "-Dhelios.onu=/srv/onu", "-Dhelios.ssh"),
        strap("01-strap"),
        strap("02-image"),
        strap("03-archive"));
    assertBuilds(
        List.of("helios:image", "-Dhelios.machine=aws", "-Dhelios.noMetadataAgent"),
        "-n aws-ttya-base -T TOP/templates -F name=helios -F no-metadata-agent (base aws ttya)");
    assertBuilds(
        List.of(
            "helios:image",
            "-Dhelios.variant=ufs",
            "-Dhelios.machine=install",
            "-Dhelios.opte=0.34.311",
            "-Dhelios.usbPostboot"),
        "-n install-ttya-ufs -T TOP/templates -F name=helios-opte-0.34.311"
            + " -N install-opte-0.34.311-ttya-ufs -F opte -F usb-postboot (ufs install ttya)");
    assertBuilds(
        List.of("helios:image", "-Dhelios.variant=zfs", "-Dhelios.baud=3000000"),
        "-n generic-ttya-zfs -T TOP/templates -F name=helios -F baud=3000000 (zfs generic ttya)");
    String features =
        " -F name=helios -F ufs=generic -F iso_type=Framebuffer Installer -F console=text";
    assertBuilds(
        List.of(
            "helios:image", "-Dhelios.variant=iso", "-Dhelios.console=vga", "-Dhelios.noInstall"),
        "-n eltorito-efi -T TOP/templates" + features + " ( generic )",
        "-n generic-iso -T TOP/templates -N generic-vga" + features + " ( generic )");
  }

  private static String strap(String step) {
    return "-n base-"
        + step
        + " -T TOP/templates -F name=helios-onu -F heliosver=2 -F publisher=helios-dev -N base-"
        + step
        + "-onu -F onu=/srv/onu -F ssh (base  )";
  }

  /** Runs goals and compares all that they had image-builder do. */
  private void assertBuilds(List<String> arguments, String... ends) throws IOException {
    Files.deleteIfExists(here.resolve("calls"));
    List<String> all = new ArrayList<>(arguments);
    all.add("-Dhelios.engine=native");
    if (arguments.stream().noneMatch(word -> word.contains("helios.machine"))) {
      all.add("-Dhelios.machine=generic");
    }
    run(all.toArray(new String[0])).succeeded();
    List<String> expected = new ArrayList<>();
    for (String end : ends) {
      addBuild(expected, end);
    }
    assertEquals(
        expected, calls().stream().filter(call -> call.contains("image-builder")).toList());
  }
}
