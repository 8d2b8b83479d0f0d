package org.heliosimage.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.vm.Accelerator;
import org.heliosimage.vm.Guest;
import org.heliosimage.vm.QemuCommand;
import org.heliosimage.vm.QemuCommand.Terminal;
import org.heliosimage.vm.QemuProgram;
import org.heliosimage.vm.UefiFirmware;
import org.heliosimage.vm.VirtualMachine;
import org.heliosimage.vm.VirtualMachine.Firmware;
import org.heliosimage.vm.VmException;
import org.jspecify.annotations.Nullable;

/**
 * Boots the image in QEMU, with its console on the terminal. The image itself is never written to:
 * what the guest changes is gone when it ends, unless {@code persistent} is set. Builds the image
 * first if that is not up to date.
 *
 * <p>With {@code expect} it is a test: it ends well as soon as that text is on the console, and
 * fails if the machine ends before, or the time is over.
 *
 * @since 1.0.0
 */
@Mojo(name = "run", requiresProject = false, threadSafe = true)
@Execute(phase = LifecyclePhase.PACKAGE)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class RunMojo extends AbstractMachineGoal {

  /**
   * A text on the console to wait for.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_EXPECT)
  private @Nullable String expect;

  /**
   * How many seconds to wait for it.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_TIMEOUT, defaultValue = "300")
  private int timeout;

  /**
   * Whether the guest finds at the next run what it wrote at this one.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_PERSISTENT, defaultValue = "false")
  private boolean persistent;

  /**
   * Whether Ctrl-C ends the machine. If not it goes to the guest, and Ctrl-A X ends the machine.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_INTERRUPT, defaultValue = "true")
  private boolean interrupt;

  /**
   * Port of this host that leads to the guest's ssh; the next free one if it is taken. With {@code
   * mvn -o} the guest has no network.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_SSH_PORT, defaultValue = "2222")
  private int sshPort;

  /**
   * The program {@code qemu-system-x86_64}, if it is in no folder of PATH.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_QEMU)
  private @Nullable File qemu;

  /**
   * What runs the guest's instructions: {@code kvm}, {@code hvf}, {@code tcg}, or {@code auto}, the
   * fastest that works here.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_ACCELERATOR, defaultValue = "auto")
  private String accelerator;

  /**
   * UEFI firmware for QEMU, if it is in none of the usual places; needs {@code uefiVariables}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_UEFI_CODE)
  private @Nullable File uefiCode;

  /**
   * The variables that belong to {@code uefiCode}; every machine gets a copy.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_UEFI_VARIABLES)
  private @Nullable File uefiVariables;

  /**
   * Where the files of a running machine are.
   *
   * @since 1.0.0
   */
  @Parameter(defaultValue = "${project.build.directory}/helios/run")
  private File runDirectory;

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_RUN, defaultValue = "false")
  private boolean skipRun;

  @Override
  boolean skipGoal() {
    return skipRun;
  }

  @Override
  void perform(BuildLog log) throws IOException, MojoExecutionException, MojoFailureException {
    Path image = image();
    VirtualMachine machine = machine(image);
    Path program =
        QemuProgram.find(
            Optional.ofNullable(qemu).map(File::toPath),
            Optional.ofNullable(System.getenv("PATH")).orElse(""));
    Optional<UefiFirmware> firmware =
        machine.firmware() == Firmware.UEFI ? Optional.of(firmware()) : Optional.empty();
    OptionalInt port =
        session().isOffline() ? OptionalInt.empty() : OptionalInt.of(FreePort.from(sshPort));
    try (MachineFiles files = MachineFiles.open(folder(runDirectory, "run"), machine, persistent)) {
      QemuCommand command =
          new QemuCommand(
              program,
              machine,
              accelerator(program),
              files.disk(image),
              persistent,
              Optional.of(files.metadata(metadata(machine), port)),
              firmware.isPresent() ? Optional.of(files.firmware(firmware.get())) : firmware,
              port,
              expect != null ? Terminal.READER : interrupt ? Terminal.USER : Terminal.GUEST);
      log.debug(String.join(" ", command.arguments()));
      log.info(announcement(image, command));
      run(command, log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("The machine was interrupted.", e);
    }
  }

  private String announcement(Path image, QemuCommand command) {
    String end =
        switch (command.terminal()) {
          case READER -> "";
          case USER -> ", Ctrl-C ends it";
          case GUEST -> ", Ctrl-A X ends it";
        };
    String ssh =
        command.sshPort().isPresent()
            ? ", ssh -p " + command.sshPort().getAsInt() + " localhost"
            : ", no network";
    return "Booting %s with %s%s%s%s"
        .formatted(
            image.getFileName(),
            command.machine().firmware(),
            command.accelerator() == Accelerator.TCG ? " (without acceleration: slow)" : "",
            ssh,
            end);
  }

  private void run(QemuCommand command, BuildLog log)
      throws IOException, InterruptedException, MojoFailureException {
    try (Guest guest = Guest.start(command)) {
      // Ctrl-C ends this program without a chance to close anything.
      Thread last = new Thread(guest::close, "end of the machine");
      Runtime.getRuntime().addShutdownHook(last);
      try {
        if (expect == null) {
          guest.await();
        } else {
          guest.await(expect, Duration.ofSeconds(timeout), line -> log.info("| " + line));
          log.info("The text \"" + expect + "\" came.");
        }
      } catch (VmException e) {
        throw new MojoFailureException(e.getMessage() + ".", e);
      } finally {
        removeHook(last);
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook runs.
    }
  }

  private UefiFirmware firmware() throws IOException, MojoExecutionException {
    if ((uefiCode == null) != (uefiVariables == null)) {
      throw new MojoExecutionException(
          "UEFI firmware has two files: set both -D"
              + PropertyNames.RUN_UEFI_CODE
              + " and -D"
              + PropertyNames.RUN_UEFI_VARIABLES
              + ".");
    }
    Optional<UefiFirmware> given =
        uefiCode == null || uefiVariables == null
            ? Optional.empty()
            : Optional.of(new UefiFirmware(uefiCode.toPath(), uefiVariables.toPath()));
    return UefiFirmware.find(given, Path.of("/"));
  }

  private Accelerator accelerator(Path program)
      throws IOException, InterruptedException, MojoExecutionException {
    if (accelerator.equals("auto")) {
      return Accelerator.of(System.getProperty("os.name"), System.getProperty("os.arch"), program);
    }
    for (Accelerator known : Accelerator.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(accelerator)) {
        return known;
      }
    }
    throw new MojoExecutionException(
        "\""
            + accelerator
            + "\" is no accelerator (set by -D"
            + PropertyNames.RUN_ACCELERATOR
            + "): take auto, kvm, hvf or tcg.");
  }
}
