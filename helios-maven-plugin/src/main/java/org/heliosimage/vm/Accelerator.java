package org.heliosimage.vm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What makes a guest run at the speed of the host. */
public enum Accelerator {
  /** Linux' own, on a host with the same kind of processor. */
  KVM,
  /** That of macOS, on a host with the same kind of processor. */
  HVF,
  /** None: QEMU translates the guest's instructions, some ten times as slow. */
  TCG;

  private static final Path KVM_DEVICE = Path.of("/dev/kvm");

  /** The best that a host has, whose name and processor are given as Java tells them. */
  public static Accelerator of(String system, String processor) {
    return of(system, processor, KVM_DEVICE);
  }

  static Accelerator of(String system, String processor, Path kvm) {
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
