package org.heliosimage.engine.illumos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * All that the engine runs, call by call, with folder and environment: what strap.sh, image.sh,
 * aws.sh, ufs.sh, zfs.sh and iso.sh of helios-engvm run for the same options. TOP is the folder
 * that holds the templates, as the folder of the scripts does.
 */
class ScriptCallsTest {

  private static final String MOUNTPOINT =
      "zfs get -Ho value mountpoint rpool/images/frank {TOP}\n";
  private static final String BUILD =
      "pfexec BIN/image-builder build -d rpool/images/frank -g helios ";
  private static final String SEED =
      " -T TOP/templates -F name=helios -F heliosver=2 -F publisher=helios-dev";

  @TempDir private Path folder;

  private StandIns programs;
  private NativeEngine engine;
  private NativeProject project;

  @BeforeEach
  void project() throws IOException {
    programs = new StandIns(folder);
    engine = new NativeEngine(programs.host());
    project = new NativeProject(folder);
    project.small("base");
    project.write("external-is-absent", "");
  }

  private List<String> strap() throws IOException {
    return names(engine.strap(project.request(), new RecordingLog()));
  }

  private List<String> image() throws IOException {
    return names(engine.image(project.request(), new RecordingLog()));
  }

  private static List<String> names(BuildResult result) {
    return result.artifacts().stream().map(each -> each.path().getFileName().toString()).toList();
  }

  /** The calls but for those that pfexec passes on, which have the same words. */
  private void assertCalls(String expected) throws IOException {
    StringBuilder calls = new StringBuilder();
    String passedOn = "";
    for (String line : programs.calls()) {
      if (!passedOn.isEmpty()) {
        assertEquals(passedOn, line);
        passedOn = "";
        continue;
      }
      calls.append(line).append('\n');
      passedOn = line.startsWith("pfexec BIN/") ? line.substring("pfexec BIN/".length()) : "";
    }
    assertEquals(expected, calls.toString());
    Files.delete(folder.resolve("calls"));
  }

  private static String strapCall(String step, String end) {
    return BUILD + "-n base-" + step + SEED + end + " {TOP VARIANT=base}\n";
  }

  @Test
  void strapSh() throws IOException {
    assertEquals(List.of("helios-base.tar"), strap());
    assertCalls(
        MOUNTPOINT
            + strapCall("01-strap", "")
            + strapCall("02-image", "")
            + strapCall("03-archive", ""));
  }

  @Test
  void strapShWithFullReset() throws IOException {
    project.force = new BuildRequest.Force(false, true, false);
    strap();
    assertCalls(
        MOUNTPOINT
            + strapCall("01-strap", " --fullreset")
            + strapCall("02-image", "")
            + strapCall("03-archive", ""));
  }

  @Test
  void strapShWithArchiveOnly() throws IOException {
    project.force = new BuildRequest.Force(false, false, true);
    assertEquals(List.of("helios-base.tar"), strap());
    assertCalls(MOUNTPOINT + strapCall("03-archive", ""));
  }

  @Test
  void resetIsNoOptionOfTheScriptsButOfImageBuilder() throws IOException {
    project.force = new BuildRequest.Force(true, false, false);
    strap();
    assertCalls(
        MOUNTPOINT
            + strapCall("01-strap", "")
            + strapCall("02-image", " --reset")
            + strapCall("03-archive", " --reset"));
  }

  @Test
  void strapShWithAllPlainSwitches() throws IOException {
    project.features("debug", "pkg", "ssh", "mine=1");
    strap();
    String features = " -F ssh -F pkg -F debug -F mine=1";
    assertCalls(
        MOUNTPOINT
            + strapCall("01-strap", features)
            + strapCall("02-image", features)
            + strapCall("03-archive", features));
  }

  @Test
  void strapShWithOnu() throws IOException {
    project.features("onu=file:/repo");
    assertEquals(List.of("helios-onu-base.tar"), strap());
    StringBuilder calls = new StringBuilder(MOUNTPOINT);
    for (String step : List.of("01-strap", "02-image", "03-archive")) {
      calls.append(
          BUILD
              + "-n base-"
              + step
              + " -T TOP/templates -F name=helios-onu -F heliosver=2 -F publisher=helios-dev"
              + " -N base-"
              + step
              + "-onu -F onu=file:/repo {TOP VARIANT=base}\n");
    }
    assertCalls(calls.toString());
  }

  @Test
  void strapShWithOpte() throws IOException {
    project.features("opte=0.29");
    assertEquals(List.of("helios-opte-0.29-base.tar"), strap());
    StringBuilder calls = new StringBuilder(MOUNTPOINT);
    for (String step : List.of("01-strap", "02-image", "03-archive")) {
      calls.append(
          BUILD
              + "-n base-"
              + step
              + " -T TOP/templates -F name=helios-opte-0.29 -F heliosver=2 -F publisher=helios-dev"
              + " -N base-"
              + step
              + "-opte -F opte=0.29 {TOP VARIANT=base}\n");
    }
    assertCalls(calls.toString());
  }

  @Test
  void strapShWithSerdevOfAnotherRelease() throws IOException {
    project.features("serdev");
    project.image = new BuildRequest.Image("helios", "helios", "base", "qemu", "ttya", "3.0");
    assertEquals(List.of("helios-serdev-base.tar"), strap());
    StringBuilder calls = new StringBuilder(MOUNTPOINT);
    for (String step : List.of("01-strap", "02-image", "03-archive")) {
      calls.append(
          BUILD
              + "-n base-"
              + step
              + " -T TOP/templates -F name=helios-serdev -F heliosver=3 -F publisher=helios"
              + " -F serdev {TOP VARIANT=base}\n");
    }
    assertCalls(calls.toString());
  }

  @Test
  void strapShWithOmicron1() throws IOException {
    project.write(
        "overlay/helios/base-03-archive.json",
        """
        { "dataset": { "name": "d", "input_snapshot": "i" }, "steps": [
          { "t": "ensure_file", "file": "/b", "src": "files.tar.gz", "owner": "root", "group": "root", "mode": "0644" },
          { "t": "ensure_file", "file": "/g", "src": "gzonly.txt", "owner": "root", "group": "root", "mode": "0644" },
          { "t": "pack_tar", "name": "${name}-base.tar" }
        ] }
        """);
    project.features("omicron1");
    engine.setup(project.request(), new RecordingLog());
    Files.delete(folder.resolve("calls"));
    assertEquals(List.of("helios-base.tar"), strap());
    assertCalls(
        MOUNTPOINT
            + "pkg info /system/zones/brand/omicron1/tools {TOP}\n"
            + strapCall("01-strap", " -F omicron1")
            + strapCall("02-image", " -F omicron1")
            + "baseline -R HERE/pool/work/helios/base TOP/templates/files {TOP VARIANT=base}\n"
            + strapCall("03-archive", " -F omicron1"));
    assertEquals(
        "tar\n", Files.readString(folder.resolve("seen-base-03-archive/files/files.tar.gz")));
  }

  @Test
  void strapShWithSuffix() throws IOException {
    project.write(
        "overlay/helios/base-02-image-mine.json",
        """
        { "dataset": { "name": "d", "input_snapshot": "s", "output_snapshot": "i" }, "steps": [] }
        """);
    project.options =
        new Options(Map.of(Switch.SSH, "true"), Optional.empty(), Optional.of("mine"));
    assertEquals(List.of("helios-base.tar"), strap());
    assertCalls(
        MOUNTPOINT
            + strapCall("01-strap", " -F ssh")
            + strapCall("02-image-mine", " -F ssh")
            + strapCall("03-archive", " -F ssh"));
  }

  private static String imageCall(String template, String end, String environment) {
    return MOUNTPOINT
        + BUILD
        + "-n "
        + template
        + " -T TOP/templates -F name="
        + end
        + " {TOP "
        + environment
        + "}\n";
  }

  @Test
  void imageSh() throws IOException {
    assertEquals(List.of("helios-qemu-ttya-base.raw"), image());
    assertCalls(imageCall("qemu-ttya-base", "helios", "VARIANT=base MACHINE=qemu CONSOLE=ttya"));
    project.features("no-metadata-agent");
    image();
    assertCalls(
        imageCall(
            "qemu-ttya-base",
            "helios -F no-metadata-agent",
            "VARIANT=base MACHINE=qemu CONSOLE=ttya"));
    project.features("onu=file:/repo", "no-metadata-agent");
    assertEquals(List.of("helios-onu-qemu-ttya-base.raw"), image());
    assertCalls(
        imageCall(
            "qemu-ttya-base",
            "helios-onu -N onu-qemu-ttya-base -F onu -F no-metadata-agent",
            "VARIANT=base MACHINE=qemu CONSOLE=ttya"));
  }

  @Test
  void awsSh() throws IOException {
    project.template("aws-ttya-base", "\"pool\": { \"name\": \"rpool\", \"size\": 100 }");
    project.image("base", "aws", "ttya");
    assertEquals(List.of("helios-aws-ttya-base.raw"), image());
    assertCalls(imageCall("aws-ttya-base", "helios", "VARIANT=base MACHINE=aws CONSOLE=ttya"));
  }

  @Test
  void ufsSh() throws IOException {
    project.template("generic-ttya-ufs", "\"ufs\": { \"size\": 10, \"inode_density\": 8192 }");
    project.image("ufs", "generic", "ttya");
    String environment = "VARIANT=ufs MACHINE=generic CONSOLE=ttya";
    assertEquals(List.of("helios-generic-ttya-ufs.ufs"), image());
    assertCalls(imageCall("generic-ttya-ufs", "helios", environment));
    project.features("usb-postboot", "opte=0.29");
    assertEquals(List.of("helios-generic-opte-0.29-ttya-ufs.ufs"), image());
    assertCalls(
        imageCall(
            "generic-ttya-ufs",
            "helios-opte-0.29 -N generic-opte-0.29-ttya-ufs -F opte -F usb-postboot",
            environment));
    project.features("onu=file:/repo");
    assertEquals(List.of("helios-generic-onu-ttya-ufs.ufs"), image());
    assertCalls(imageCall("generic-ttya-ufs", "helios-onu -N generic-onu-ttya-ufs", environment));
    project.features("serdev");
    assertEquals(List.of("helios-generic-serdev-ttya-ufs.ufs"), image());
    assertCalls(
        imageCall(
            "generic-ttya-ufs", "helios-serdev -N generic-serdev-ttya-ufs -F serdev", environment));
  }

  @Test
  void zfsSh() throws IOException {
    project.template("generic-ttya-zfs", "\"pool\": { \"name\": \"rpool\", \"size\": 10 }");
    project.image("zfs", "generic", "ttya");
    String environment = "VARIANT=zfs MACHINE=generic CONSOLE=ttya";
    assertEquals(List.of("helios-generic-ttya-zfs.raw"), image());
    assertCalls(imageCall("generic-ttya-zfs", "helios -F baud=115200", environment));
    project.features("baud=3000000", "onu=file:/repo");
    assertEquals(List.of("helios-generic-onu-ttya-zfs.raw"), image());
    assertCalls(
        imageCall(
            "generic-ttya-zfs", "helios-onu -F baud=3000000 -N generic-onu-ttya-zfs", environment));
  }

  private String isoCalls(String efi, String output, String features, String serial) {
    String end = " " + features + " {TOP MACHINE=generic SERIAL=" + serial + "}\n";
    return MOUNTPOINT
        + BUILD
        + "-n eltorito-efi -T TOP/templates"
        + efi
        + end
        + BUILD
        + "-n generic-iso -T TOP/templates -N "
        + output
        + end;
  }

  @Test
  void isoSh() throws IOException {
    project.template("eltorito-efi", "\"pcfs\": { \"size\": 10, \"label\": \"EFI\" }");
    project.template("generic-iso", "\"iso\": { \"boot_bios\": \"cdboot\" }");
    project.image("iso", "generic", "ttya");
    assertEquals(List.of("helios-install-ttya.iso", "helios-eltorito-efi.pcfs"), image());
    String features =
        "-F name=helios -F ufs=install -F [iso_type=Serial (ttya) Installer] -F console=ttya";
    assertCalls(isoCalls("", "install-ttya", features + " -F install -F console_serial", "ttya"));
    project.features("onu=file:/repo", "^install");
    assertEquals(List.of("helios-onu-generic-ttya.iso", "helios-onu-eltorito-efi.pcfs"), image());
    assertCalls(
        isoCalls(
            " -N onu-eltorito-efi",
            "onu-generic-ttya",
            "-F name=helios-onu -F ufs=generic -F [iso_type=Serial (ttya) Installer] -F console=ttya -F onu -F console_serial",
            "ttya"));
    project.features();
    project.image("iso", "generic", "vga");
    image();
    assertCalls(
        isoCalls(
            "",
            "install-vga",
            "-F name=helios -F ufs=install -F [iso_type=Framebuffer Installer] -F console=text -F install",
            "vga"));
    project.features("opte=0.29");
    image();
    assertCalls(
        isoCalls(
            "",
            "-opte-0.29install-vga",
            "-F name=helios-opte-0.29 -F ufs=install -F [iso_type=Framebuffer Installer] -F console=text -F install -F opte=0.29",
            "vga"));
  }

  @Test
  void gmakeSetup() throws IOException {
    project.tools =
        new NativeTools(Optional.empty(), true, "git:source", "abc", true, Duration.ofMinutes(1));
    programs.without("image-builder");
    programs.program(
        "zfs",
        """
        case "$1" in
          list) echo "cannot open '$4': dataset does not exist" >&2; exit 1 ;;
          get) echo "$here/pool" ;;
        esac
        """);
    programs.program(
        "git",
        """
        case "$1" in
          clone) /bin/mkdir -p "$4/.git" ;;
          rev-parse) echo abc ;;
        esac
        """);
    programs.program(
        "cargo",
        """
        /bin/mkdir -p target/release
        /bin/cp "$0" target/release/image-builder
        """);
    engine.setup(project.request(), new RecordingLog());
    String checks =
        """
        uname -s {TOP}
        uname -o {TOP}
        pfexec id {TOP}
        zfs list -Ho name rpool/images/frank {TOP}
        """;
    String create =
        """
        pfexec zfs create -p rpool/images/frank {TOP}
        zfs create -p rpool/images/frank {TOP}
        zfs get -Ho value mountpoint rpool/images/frank {TOP}
        """;
    assertEquals(
        checks
            + create
            + """
            git clone --recurse-submodules git:source HERE/work/image-builder {HERE/work}
            git fetch origin abc {HERE/work/image-builder}
            git checkout abc {HERE/work/image-builder}
            git submodule update --recursive {HERE/work/image-builder}
            cargo build --locked --release {HERE/work/image-builder}
            """,
        String.join("\n", programs.calls()) + "\n");
    Files.delete(folder.resolve("calls"));
    engine.setup(project.request(), new RecordingLog());
    assertEquals(
        checks + create + "git rev-parse HEAD {HERE/work/image-builder}\n",
        String.join("\n", programs.calls()) + "\n");
  }

  @Test
  void switchesThatNameOutputsExcludeEachOther() {
    project.features("onu=a", "opte=b");
    BuildException e = assertThrows(BuildException.class, this::strap);
    assertEquals(Optional.of("features"), e.parameter());
  }
}
