package org.heliosimage.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliosimage.vm.QemuCommand.Terminal;
import org.heliosimage.vm.VirtualMachine.Console;
import org.heliosimage.vm.VirtualMachine.Firmware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process of a machine, with shell scripts that behave as QEMU does. */
@Timeout(60)
class GuestTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();

  private Guest guest(String script) throws Exception {
    Path program = folder.resolve("qemu");
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    VirtualMachine machine =
        new VirtualMachine("helios", 2, 1L << 31, 1L << 30, Console.TTYA, Firmware.BIOS);
    return Guest.start(
        new QemuCommand(
            program,
            machine,
            Accelerator.TCG,
            folder.resolve("disk"),
            false,
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Terminal.READER));
  }

  @Test
  void textEndsTheWaitWhileTheMachineRuns() throws Exception {
    try (Guest guest = guest("printf 'booting\\r\\nlogin:'\nexec sleep 1000\n")) {
      guest.await("login:", LONG, lines::add);
    }
    assertEquals(List.of("booting", "login:"), lines);
  }

  @Test
  void machineThatEndsWithoutTheTextIsAnError() throws Exception {
    try (Guest guest = guest("echo booting; echo no boot device >&2; exit 1\n")) {
      VmException e =
          assertThrows(VmException.class, () -> guest.await("login:", LONG, lines::add));
      assertEquals(
          "The machine ended without the text \"login:\" on its console; its last line is \"no boot device\"",
          e.getMessage());
    }
  }

  @Test
  void machineThatSaysNothingIsGivenUpAndEnded() throws Exception {
    Path alive = folder.resolve("pid");
    try (Guest guest =
        guest(
            "echo $$ >"
                + alive
                + ".part; mv "
                + alive
                + ".part "
                + alive
                + "; exec sleep 1000\n")) {
      while (Files.notExists(alive)) {
        Thread.onSpinWait();
      }
      VmException e =
          assertThrows(
              VmException.class, () -> guest.await("login:", Duration.ofSeconds(1), lines::add));
      assertEquals(
          "The text \"login:\" did not come on the console within 1 seconds; it printed nothing",
          e.getMessage());
    }
    long pid = Long.parseLong(Files.readString(alive).strip());
    assertTrue(ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true));
  }
}
