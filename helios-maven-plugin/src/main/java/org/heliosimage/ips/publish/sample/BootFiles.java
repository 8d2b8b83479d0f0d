package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import org.heliosimage.ips.publish.sample.SampleData.ElfType;
import org.heliosimage.ips.publish.sample.boot.BootPrograms;

/** The kernel and what boots it. */
final class BootFiles {

  private static final String NOTE =
      "Sample of the Helios Image Maven Plugin: it does not boot a real illumos.\n";

  private static final String FILE_LIST =
      """
      boot/acpi/tables
      boot/solaris/bootenv.rc
      etc/cluster/nodeid
      etc/dacf.conf
      etc/devices/devid_cache
      etc/devices/mdi_scsi_vhci_cache
      etc/devices/retire_store
      etc/driver_aliases
      etc/driver_classes
      etc/hostid
      etc/mach
      etc/name_to_major
      etc/name_to_sysnum
      etc/path_to_inst
      etc/rtc_config
      etc/system
      etc/system.d
      etc/versions
      kernel
      platform/i86pc/kernel
      """;

  private static final String SAFE_LIST =
      """
      etc/devices/devid_cache
      etc/path_to_inst
      etc/rtc_config
      etc/zfs/zpool.cache
      etc/hostid
      kernel/drv/.*[.]conf
      """;

  private BootFiles() {}

  static SamplePackage loader(Release release) throws IOException {
    SamplePackage loader = release.core("system/boot/loader", "Boot loader");
    loader
        .folders("boot/conf.d")
        .file("boot/pmbr", "0444", "sys", BootPrograms.pmbr())
        .file(
            "boot/gptzfsboot",
            "0444",
            "sys",
            BootPrograms.stageTwo(SampleData.bytes("stage2", 60_000)))
        .file("boot/cdboot", "0444", "sys", BootPrograms.cdBoot(SampleData.bytes("cdboot", 20_000)))
        .file(
            "boot/isoboot",
            "0444",
            "sys",
            BootPrograms.stageTwo(SampleData.bytes("stage2 of media", 20_000)))
        .file("boot/loader32.efi", "0555", "sys", BootPrograms.efi32())
        .file("boot/loader64.efi", "0555", "sys", BootPrograms.efi64())
        .file("boot/loader", "0555", "sys", SampleData.bytes("loader", 300_000));
    loader
        .text("boot/loader.rc", "\\ " + NOTE + "include /boot/forth/loader.4th\nstart\n")
        .text("boot/forth/loader.4th", "\\ " + NOTE + ": start ( -- ) ;\n")
        .text("boot/forth/menu.rc", "\\ " + NOTE)
        .text(
            "boot/defaults/loader.conf",
            "# "
                + NOTE
                + "loader_conf_files=\"/boot/loader.conf /boot/loader.conf.local\"\n"
                + "autoboot_delay=\"10\"\n")
        .text("boot/loader.conf", "# what differs from defaults/loader.conf\n", "preserve=true")
        .manual("5", "loader.conf", "settings of the boot loader");
    return loader;
  }

  static SamplePackage kernel(Release release) throws IOException {
    SamplePackage kernel = release.core("system/kernel", "Kernel");
    kernel.require("SUNWcsd").folders("kernel/misc/amd64", "kernel/sched/amd64");
    kernel
        .text("boot/solaris/filelist.ramdisk", FILE_LIST)
        .text("boot/solaris/filelist.safe", SAFE_LIST)
        .text("boot/solaris/bootenv.rc", "setprop boot-file ''\n", "preserve=true")
        .program("boot/solaris/bin/create_ramdisk")
        .link("boot/solaris/bin/root_archive", "../../../usr/sbin/root_archive")
        .program("boot/solaris/bin/extract_boot_filelist");
    kernel
        .file(
            "kernel/amd64/genunix",
            "0755",
            "sys",
            SampleData.object("genunix", ElfType.SHARED, 3 << 20),
            "variant.debug.illumos=false")
        .file(
            "kernel/amd64/genunix",
            "0755",
            "sys",
            SampleData.object("genunix with checks", ElfType.SHARED, 4 << 20),
            "variant.debug.illumos=true");
    for (String module : new String[] {"fs/amd64/devfs", "fs/amd64/procfs", "misc/amd64/ctf"}) {
      kernel.file(
          "kernel/" + module,
          "0755",
          "sys",
          SampleData.object(module, ElfType.RELOCATABLE, 80_000));
    }
    String anyone = "perms=\"* 0666 root sys\"";
    Devices.addDriver(kernel, "clone", "");
    Devices.addDriver(kernel, "cn", anyone);
    Devices.addDriver(
        kernel,
        "mm",
        anyone
            + " perms=\"kmem 0640 root sys\" policy=\"kmem"
            + " read_priv_set=none write_priv_set=all\"");
    Devices.addDriver(kernel, "log", anyone + " perms=\"conslog 0666 root sys\"");
    Devices.addDriver(
        kernel, "ip", "perms=\"* 0666 root sys\" devlink=\"type=ddi_pseudo;name=ip\\t\\D\"");
    return kernel;
  }

  static SamplePackage platform(Release release) throws IOException {
    SamplePackage platform = release.core("system/kernel/platform", "Kernel for PC hardware");
    platform
        .folders("platform/i86pc/amd64", "platform/i86pc/ucode")
        .file(
            "platform/i86pc/kernel/amd64/unix",
            "0755",
            "sys",
            SampleData.object("unix", ElfType.EXECUTABLE, 2 << 20))
        .file(
            "platform/i86pc/kernel/drv/amd64/rootnex",
            "0755",
            "sys",
            SampleData.object("rootnex", ElfType.RELOCATABLE, 90_000))
        .text("platform/i86pc/README", NOTE);
    platform.lines("driver name=rootnex");
    return platform;
  }

  static SamplePackage machine(Release release) throws IOException {
    SamplePackage drivers = release.core("driver/i86pc/platform", "Drivers for PC hardware");
    Devices.addDriver(drivers.require("system/kernel"), "isa", "alias=pciclass,060100");
    return drivers.text("platform/i86xpv/README", NOTE);
  }

  static SamplePackage zfs(Release release) throws IOException {
    SamplePackage zfs = release.core("system/file-system/zfs", "ZFS");
    zfs.folders("etc/zfs")
        .file(
            "kernel/fs/amd64/zfs",
            "0755",
            "sys",
            SampleData.object("zfs", ElfType.RELOCATABLE, 2 << 20))
        .hardLink("kernel/drv/amd64/zfs", "../../fs/amd64/zfs")
        .program("usr/sbin/zfs")
        .program("usr/sbin/zpool")
        .lines("driver name=zfs perms=\"* 0666 root sys\" class=ddi_pseudo")
        .manual("8", "zpool", "storage pools")
        .manual("8", "zfs", "file systems in pools");
    return zfs;
  }
}
