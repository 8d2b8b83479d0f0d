package org.heliosimage.vm;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What makes a guest run at the speed of the host. */
public enum Accelerator {
  /** Linux' own, on a host with the same kind of processor. */
  KVM,
  /** That of macOS, on a host with the same kind of processor. */
  HVF,
  /** None: QEMU translates the guest's instructions, some ten times as slow. */
  TCG;

  private static final Path KVM_DEVICE = Path.of("/dev/kvm");
  private static final long PROBE_SECONDS = 10;

  /**
   * The best that works on a host, whose name and processor are given as Java tells them. A machine
   * that is itself a guest may offer an accelerator that fails, so it is tried.
   */
  public static Accelerator of(String system, String processor, Path qemu)
      throws IOException, InterruptedException {
    Accelerator best = promised(system, processor, KVM_DEVICE);
    return best == TCG || best.worksWith(qemu) ? best : TCG;
  }

  /** Makes a small machine with it that never runs, and has QEMU end at once. */
  boolean worksWith(Path qemu) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                qemu.toString(),
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-machine",
                "pc,accel=" + word(),
                "-cpu",
                "host",
                "-m",
                "16M",
                "-S",
                "-monitor",
                "stdio")
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    try (OutputStream monitor = process.getOutputStream()) {
      monitor.write("quit\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // It has ended before it read anything.
    }
    if (process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
      return process.exitValue() == 0;
    }
    process.destroyForcibly();
    return false;
  }

  static Accelerator promised(String system, String processor, Path kvm) {
    if (!processor.equals("amd64") && !processor.equals("x86_64")) {
      return TCG;
    }
    if (system.startsWith("Linux") && Files.isReadable(kvm) && Files.isWritable(kvm)) {
      return KVM;
    }
    return system.startsWith("Mac") ? HVF : TCG;
  }

  /** As QEMU calls it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
