package org.heliosimage.vm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliosimage.vm.VirtualMachine.Console;
import org.heliosimage.vm.VirtualMachine.Firmware;

/**
 * The command that starts QEMU.
 *
 * @param program QEMU
 * @param machine what it is to be
 * @param accelerator how it runs
 * @param disk a qcow2 file
 * @param keepsDisk whether what the guest writes has to outlive the host's crash
 * @param metadata the raw volume that tells the guest who it is
 * @param firmware code and a copy of the variables of its own, for UEFI
 * @param sshPort of the host, led to the guest's ssh; without one there is no network
 * @param terminal what the console is connected to
 */
public record QemuCommand(
    Path program,
    VirtualMachine machine,
    Accelerator accelerator,
    Path disk,
    boolean keepsDisk,
    Optional<Path> metadata,
    Optional<UefiFirmware> firmware,
    OptionalInt sshPort,
    Terminal terminal) {

  /** What the console is connected to. */
  public enum Terminal {
    /** A user's terminal, where Ctrl-C ends the machine. */
    USER,
    /** A user's terminal, where Ctrl-C goes to the guest and Ctrl-A X ends the machine. */
    GUEST,
    /** A program that reads what the guest says. */
    READER
  }

  /** The program and its arguments. */
  public List<String> arguments() {
    List<String> command = new ArrayList<>();
    add(command, program.toString(), "-name", machine.name(), "-uuid", machine.uuid().toString());
    add(command, "-nodefaults", "-no-user-config", "-no-reboot");
    boolean uefi = machine.firmware() == Firmware.UEFI;
    add(command, "-machine", (uefi ? "q35" : "pc") + ",accel=" + accelerator.word());
    if (accelerator != Accelerator.TCG) {
      add(command, "-cpu", "host");
    }
    add(command, "-smp", Integer.toString(machine.cpus()));
    add(command, "-m", (machine.memory() >> 20) + "M");
    firmware.ifPresent(files -> addFirmware(command, files));
    addDisk(command, "root", disk, "qcow2", keepsDisk ? "writeback" : "unsafe");
    command.set(command.size() - 1, command.get(command.size() - 1) + ",bootindex=1");
    metadata.ifPresent(volume -> addDisk(command, "metadata", volume, "raw", "writeback"));
    sshPort.ifPresent(
        port ->
            add(
                command,
                "-netdev",
                "user,id=net,hostfwd=tcp:127.0.0.1:" + port + "-:22",
                "-device",
                "virtio-net-pci,netdev=net"));
    add(command, "-device", "virtio-rng-pci");
    addConsole(command);
    return command;
  }

  private static void addFirmware(List<String> command, UefiFirmware files) {
    String drive = "if=pflash,format=raw,unit=%d,readonly=%s,file=%s";
    add(command, "-drive", drive.formatted(0, "on", escaped(files.code())));
    add(command, "-drive", drive.formatted(1, "off", escaped(files.variables())));
  }

  private static void addDisk(
      List<String> command, String id, Path file, String format, String cache) {
    add(
        command,
        "-drive",
        "if=none,id=%s,format=%s,cache=%s,file=%s".formatted(id, format, cache, escaped(file)),
        "-device",
        "virtio-blk-pci,drive=" + id);
  }

  private void addConsole(List<String> command) {
    String interrupt = terminal == Terminal.GUEST ? "off" : "on";
    if (terminal == Terminal.READER) {
      add(command, "-chardev", "stdio,id=console,signal=on");
    } else {
      add(command, "-chardev", "stdio,id=console,mux=on,signal=" + interrupt);
      add(command, "-mon", "chardev=console");
    }
    add(command, "-vga", "std");
    if (machine.console() == Console.VGA && terminal != Terminal.READER) {
      return;
    }
    add(command, "-display", "none");
    if (machine.console() == Console.TTYB) {
      add(command, "-serial", "null");
    }
    add(command, "-serial", "chardev:console");
  }

  /** In QEMU's options a comma ends a value unless it is doubled. */
  private static String escaped(Path path) {
    return path.toAbsolutePath().toString().replace(",", ",,");
  }

  private static void add(List<String> command, String... words) {
    command.addAll(List.of(words));
  }
}
