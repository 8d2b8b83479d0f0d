package org.heliosimage.vm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.vm.VirtualMachine.Console;
import org.heliosimage.vm.VirtualMachine.Firmware;

/** A machine as libvirt is told of it, with the devices that helios-engvm gives its machines. */
public final class LibvirtDomain {

  private LibvirtDomain() {}

  /**
   * The domain XML.
   *
   * @param disk a qcow2 file
   * @param metadata a raw volume
   */
  public static String xml(VirtualMachine machine, Path disk, Optional<Path> metadata) {
    List<String> lines = new ArrayList<>();
    lines.add("<domain type='kvm'>");
    lines.add("  <name>" + machine.name() + "</name>");
    lines.add("  <uuid>" + machine.uuid() + "</uuid>");
    lines.add("  <memory unit='KiB'>" + (machine.memory() >> 10) + "</memory>");
    lines.add("  <vcpu>" + machine.cpus() + "</vcpu>");
    if (machine.firmware() == Firmware.UEFI) {
      lines.add("  <os firmware='efi'>");
      lines.add("    <type arch='x86_64' machine='q35'>hvm</type>");
      lines.add("    <firmware><feature enabled='no' name='secure-boot'/></firmware>");
    } else {
      lines.add("  <os>");
      lines.add("    <type arch='x86_64' machine='pc'>hvm</type>");
    }
    lines.add("    <boot dev='hd'/>");
    lines.add("  </os>");
    lines.add("  <features><acpi/><apic/></features>");
    lines.add("  <cpu mode='host-model'/>");
    lines.add("  <clock offset='utc'>");
    lines.add("    <timer name='rtc' tickpolicy='catchup'/>");
    lines.add("    <timer name='pit' tickpolicy='delay'/>");
    lines.add("    <timer name='hpet' present='yes'/>");
    lines.add("  </clock>");
    lines.add("  <devices>");
    addDisk(lines, "vda", "qcow2", disk);
    metadata.ifPresent(volume -> addDisk(lines, "vdb", "raw", volume));
    lines.add("    <interface type='network'>");
    lines.add("      <source network='default'/>");
    lines.add("      <model type='virtio'/>");
    lines.add("    </interface>");
    lines.add("    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>");
    if (machine.console() == Console.VGA) {
      lines.add("    <graphics type='vnc' autoport='yes'/>");
      lines.add("    <video><model type='vga'/></video>");
    } else {
      lines.add("    <serial type='pty'><target port='0'/></serial>");
      if (machine.console() == Console.TTYB) {
        lines.add("    <serial type='pty'><target port='1'/></serial>");
      }
    }
    lines.add("  </devices>");
    lines.add("</domain>");
    return String.join("\n", lines) + "\n";
  }

  private static void addDisk(List<String> lines, String name, String format, Path file) {
    lines.add("    <disk type='file' device='disk'>");
    lines.add("      <driver name='qemu' type='" + format + "'/>");
    lines.add("      <source file='" + escaped(file.toAbsolutePath().toString()) + "'/>");
    lines.add("      <target dev='" + name + "' bus='virtio'/>");
    lines.add("    </disk>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
  }
}
