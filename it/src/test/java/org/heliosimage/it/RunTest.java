package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Images in virtual machines, with a program in place of QEMU that only says how it was called.
 * That the image boots is for tests with QEMU itself.
 */
class RunTest {

  private ImageProject project;
  private Path qemu;

  @BeforeEach
  void generate(TestInfo test) throws IOException {
    project = ImageProject.in(Workspace.of(test)).onDiskOf(128);
    qemu = project.folder().resolve("qemu");
  }

  private BuildLog run(String script, String... arguments) throws IOException {
    Files.writeString(qemu, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwxr-xr-x"));
    String[] all =
        Stream.concat(
                Stream.of(
                    "helios:run", "-Dhelios.run.qemu=" + qemu, "-Dhelios.run.user=none", "-o"),
                Stream.of(arguments))
            .toArray(String[]::new);
    return project.run(all);
  }

  private long filesOfMachines() throws IOException {
    try (Stream<Path> files = Files.walk(project.folder().resolve("target/helios/run"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @ParameterizedTest
  @CsvSource({"qemu, BIOS", "generic, UEFI"})
  void generatedProjectBootsInQemu(String machine, String firmware) throws IOException {
    requireQemu();
    project = ImageProject.in(Workspace.empty("RunTest/boots-" + machine));
    project
        .run(
            "helios:run",
            "-o",
            "-Dhelios.machine=" + machine,
            "-Dhelios.run.user=none",
            "-Dhelios.run.expect=Helios sample boot: " + firmware + " ok pool=rpool")
        .succeeded();
  }

  /** As in the plugin's own tests: missing programs are a failure only where they are required. */
  private static void requireQemu() {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "qemu-system-x86_64")));
    String missing = "qemu-system-x86_64 is missing: install the package qemu-system-x86";
    if ("required".equals(System.getenv("HELIOS_PEERS"))) {
      assertTrue(there, missing);
    }
    assumeTrue(there, missing);
  }

  @Test
  void imageIsBuiltAndRunUntilTheTextComes() throws IOException {
    BuildLog log =
        run(
            "echo \"$@\" >call\necho Loading unix...\nprintf 'my-image console login:'\nexec sleep 600\n",
            "-Dhelios.run.expect=console login:",
            "-Dhelios.run.cpus=3");
    log.succeeded();
    assertTrue(log.text().contains("| Loading unix..."), log.text());
    String call = Files.readString(project.folder().resolve("call"));
    assertTrue(call.contains("-name my-image") && call.contains("-smp 3"), call);
    assertTrue(call.contains("disk.qcow2"), call);
    assertEquals(128L << 20, Files.size(project.raw()));
    assertEquals(0, filesOfMachines());
  }

  @Test
  void machineThatEndsOrSaysSomethingElseFailsTheBuild() throws IOException {
    run("echo No bootable device.\n", "-Dhelios.run.expect=login:")
        .failedSaying("ended without the text", "login:", "No bootable device.");
    run(
            "echo panic: no root\nexec sleep 600\n",
            "-Dhelios.run.expect=login:",
            "-Dhelios.run.timeout=2")
        .failedSaying("login:", "within 2 seconds", "panic: no root");
    assertEquals(0, filesOfMachines());
  }

  @Test
  void qemuThatIsMissingOrFailsIsNamed() throws IOException {
    project
        .run("helios:run", "-Dhelios.run.qemu=" + project.folder().resolve("absent"), "-o")
        .failedSaying("QEMU", "absent", "helios.run.qemu");
    run("echo no such machine >&2; exit 1\n").failedSaying("QEMU ended with exit status 1");
  }

  @Test
  void otherProgramsAreToldOfTheMachine() throws IOException {
    project.run("helios:vm", "-Dhelios.run.hostName=web_1", "-Dhelios.run.user=none").succeeded();
    Path vm = project.folder().resolve("target/helios/vm");
    String domain = Files.readString(vm.resolve("web-1.xml"));
    assertTrue(domain.contains(vm.resolve("web-1.qcow2").toString()), domain);
    assertTrue(Files.exists(vm.resolve("web-1-metadata.cpio")));
    String config = Files.readString(vm.resolve("config/web-1.sh"));
    assertTrue(config.contains("INPUT_IMAGE='" + ImageProject.RAW + "'"), config);
    project
        .run("helios:vm", "-Dhelios.run.hostName=web_1", "-Dhelios.run.user=none")
        .failedSaying("web-1.qcow2", "remove it");
  }

  @Test
  void publishedImageRunsWithoutAProject(TestInfo test) throws IOException {
    project.run("install").succeeded();
    ImageProject nowhere =
        new ImageProject(Workspace.empty("RunTest/nowhere"), project.maven(), project.work());
    Files.writeString(qemu, "#!/bin/sh\necho Booting \"$@\"\n");
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwxr-xr-x"));
    String goal =
        "org.heliosimage:helios-maven-plugin:" + System.getProperty("it.version") + ":run";
    BuildLog log =
        nowhere.run(
            goal,
            "-o",
            "-Dhelios.run.qemu=" + qemu,
            "-Dhelios.run.user=none",
            "-Dhelios.run.image=com.example:my-image:1.0-SNAPSHOT",
            "-Dhelios.run.hostName=published",
            "-Dhelios.run.expect=-name published");
    log.succeeded();
    try (Stream<Path> left = Files.list(nowhere.folder())) {
      assertEquals(
          List.of(".mvn", "target"),
          left.map(file -> file.getFileName().toString()).sorted().toList());
    }
    nowhere
        .run(goal, "-o", "-Dhelios.run.qemu=" + qemu, "-Dhelios.run.image=com.example:absent:1")
        .failedSaying("com.example:absent:1", "none of the repositories");
  }
}
