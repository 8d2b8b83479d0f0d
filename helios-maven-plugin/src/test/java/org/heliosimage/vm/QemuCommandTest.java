package org.heliosimage.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliosimage.vm.QemuCommand.Terminal;
import org.heliosimage.vm.VirtualMachine.Console;
import org.heliosimage.vm.VirtualMachine.Firmware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuCommandTest {

  @TempDir Path folder;

  private static VirtualMachine machine(Console console, Firmware firmware) {
    return new VirtualMachine("my-image", 3, 4L << 30, 30L << 30, console, firmware);
  }

  private String command(
      VirtualMachine machine,
      Optional<UefiFirmware> firmware,
      OptionalInt port,
      Terminal terminal) {
    List<String> arguments =
        new QemuCommand(
                Path.of("/usr/bin/qemu"),
                machine,
                Accelerator.KVM,
                folder.resolve("a,b.qcow2"),
                true,
                Optional.of(folder.resolve("m.cpio")),
                firmware,
                port,
                terminal)
            .arguments();
    return String.join(" ", arguments);
  }

  @Test
  void biosMachineWithNetwork() {
    String command =
        command(
            machine(Console.TTYA, Firmware.BIOS),
            Optional.empty(),
            OptionalInt.of(2222),
            Terminal.USER);
    assertTrue(command.startsWith("/usr/bin/qemu -name my-image -uuid "), command);
    for (String part :
        List.of(
            "-machine pc,accel=kvm -cpu host -smp 3 -m 4096M",
            "file=" + folder + "/a,,b.qcow2 -device virtio-blk-pci,drive=root,bootindex=1",
            "cache=writeback",
            "drive=metadata -netdev user,id=net,hostfwd=tcp:127.0.0.1:2222-:22",
            "mux=on,signal=on -mon chardev=console",
            "-display none -serial chardev:console")) {
      assertTrue(command.contains(part), part + " in " + command);
    }
    assertFalse(command.contains("pflash"));
  }

  @Test
  void uefiMachineWithoutNetworkOnTheSecondLine() {
    UefiFirmware firmware = new UefiFirmware(Path.of("/f/code"), Path.of("/f/vars"));
    String command =
        command(
            machine(Console.TTYB, Firmware.UEFI),
            Optional.of(firmware),
            OptionalInt.empty(),
            Terminal.GUEST);
    assertTrue(command.contains("-machine q35,accel=kvm"), command);
    assertTrue(command.contains("unit=0,readonly=on,file=/f/code"), command);
    assertTrue(command.contains("unit=1,readonly=off,file=/f/vars"), command);
    assertTrue(command.contains("signal=off"), command);
    assertTrue(command.endsWith("-serial null -serial chardev:console"), command);
    assertFalse(command.contains("netdev"), command);
  }

  @Test
  void screenIsShownToAUserOnly() {
    VirtualMachine machine = machine(Console.VGA, Firmware.BIOS);
    String shown = command(machine, Optional.empty(), OptionalInt.empty(), Terminal.USER);
    assertFalse(shown.contains("-display none"), shown);
    String read = command(machine, Optional.empty(), OptionalInt.empty(), Terminal.READER);
    assertTrue(read.contains("-display none"), read);
  }

  @Test
  void qemuIsFoundInThePathOrMissed() throws Exception {
    Path program = folder.resolve("qemu-system-x86_64");
    Files.writeString(program, "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertEquals(program, QemuProgram.find(Optional.empty(), "/nowhere:" + folder));
    Path absent = folder.resolve("absent");
    VmException e =
        assertThrows(VmException.class, () -> QemuProgram.find(Optional.of(absent), ""));
    assertEquals("QEMU is not at " + absent + ", where helios.run.qemu says it is", e.getMessage());
  }

  @Test
  void firmwareIsFoundInTheUsualPlaces() throws Exception {
    VmException e =
        assertThrows(VmException.class, () -> UefiFirmware.find(Optional.empty(), folder));
    assertTrue(e.getMessage().contains("Debian: ovmf"), e.getMessage());
    Path there = Files.createDirectories(folder.resolve("usr/share/edk2/ovmf"));
    Path code = Files.createFile(there.resolve("OVMF_CODE.fd"));
    Path variables = Files.createFile(there.resolve("OVMF_VARS.fd"));
    assertEquals(new UefiFirmware(code, variables), UefiFirmware.find(Optional.empty(), folder));
  }

  @Test
  void acceleratorThatFailsIsNotTaken() throws Exception {
    Path program = folder.resolve("qemu");
    Files.writeString(program, "#!/bin/sh\nread line && [ \"$line\" = quit ] && exit 0\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertTrue(Accelerator.KVM.worksWith(program));
    Files.writeString(program, "#!/bin/sh\nkill -ABRT $$\n");
    assertFalse(Accelerator.KVM.worksWith(program));
  }

  @Test
  void acceleratorFitsTheHost() throws Exception {
    Path kvm = Files.createFile(folder.resolve("kvm"));
    assertEquals(Accelerator.KVM, Accelerator.promised("Linux", "amd64", kvm));
    assertEquals(Accelerator.TCG, Accelerator.promised("Linux", "amd64", folder.resolve("absent")));
    assertEquals(Accelerator.TCG, Accelerator.promised("Linux", "aarch64", kvm));
    assertEquals(Accelerator.HVF, Accelerator.promised("Mac OS X", "x86_64", kvm));
    assertEquals(Accelerator.TCG, Accelerator.promised("Mac OS X", "aarch64", kvm));
  }
}
