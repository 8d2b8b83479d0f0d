package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.heliosimage.ips.publish.sample.SampleData.ElfType;

/** SUNWcsd and the packages of drivers. */
final class Devices {

  private static final int DRIVER_SIZE = 60_000;
  private static final int SMALL_DRIVER_SIZE = 2_000;

  /** What ramdisks bring for machines that nobody knows beforehand: package, purpose, a device. */
  private static final String[][] RAMDISK_DRIVERS = {
    {"driver/network/bge", "Broadcom gigabit interfaces", "pci14e4,1657"},
    {"driver/network/cxgbe", "Chelsio interfaces", "pci1425,5401"},
    {"driver/network/i40e", "Intel 40 Gbit interfaces", "pci8086,1572"},
    {"driver/network/igb", "Intel gigabit interfaces", "pci8086,1521"},
    {"driver/network/ixgbe", "Intel 10 Gbit interfaces", "pci8086,10fb"},
    {"driver/network/mlxcx", "Mellanox interfaces", "pci15b3,1015"},
    {"driver/network/rge", "Realtek interfaces", "pci10ec,8168"},
    {"driver/network/vmxnet3s", "VMware interfaces", "pci15ad,7b0"},
    {"driver/storage/ata", "IDE adapters", "pciclass,0101"},
    {"driver/storage/mpt_sas", "SAS adapters", "pci1000,72"},
    {"driver/storage/mr_sas", "SAS adapters with RAID", "pci1000,5b"},
    {"driver/usb", "USB devices", "usbif,class9"}
  };

  private Devices() {}

  /** The folders for devices and the files that driver actions edit. */
  static SamplePackage base(Release release) throws IOException {
    SamplePackage csd = release.core("SUNWcsd", "Core devices");
    csd.folders(
        "dev/dsk",
        "dev/fd",
        "dev/ipnet",
        "dev/net",
        "dev/pts",
        "dev/rdsk",
        "dev/rmt",
        "dev/sad",
        "dev/swap",
        "dev/term",
        "dev/vt",
        "dev/zcons",
        "devices/pseudo",
        "etc/devices");
    csd.link("dev/stdin", "./fd/0").link("dev/stdout", "./fd/1").link("dev/stderr", "./fd/2");
    csd.text(
            "etc/name_to_major",
            "md 85\ndevinfo 88\nasy 106\ndid 239\n",
            "preserve=true",
            "variant.opensolaris.zone=global")
        .text("etc/driver_aliases", "asy \"pci11c1,480\"\n", "preserve=true")
        .text("etc/driver_classes", "", "preserve=true")
        .text(
            "etc/minor_perm",
            "devinfo:devinfo 0444 root sys\nasy:* 0666 root sys\nmd:* 0640 root sys\n",
            "preserve=true")
        .text("etc/dacf.conf", "# nothing to configure after attaching\n", "preserve=true")
        .text("etc/security/extra_privs", "", "preserve=true")
        .text(
            "etc/security/device_policy",
            "*\tread_priv_set=none\twrite_priv_set=none\nmd:admin\twrite_priv_set=sys_config\n",
            "preserve=true")
        .file(
            "etc/path_to_inst",
            "0444",
            "root",
            "#path_to_inst_bootstrap_1\n".getBytes(StandardCharsets.UTF_8),
            "preserve=true");
    return csd;
  }

  /** A package of one driver. */
  static SamplePackage driver(Release release, String stem, String purpose, String attributes)
      throws IOException {
    String name = stem.substring(stem.lastIndexOf('/') + 1);
    SamplePackage driver = release.core(stem, purpose);
    addDriver(driver, name, attributes);
    return driver.manual("4d", name, purpose);
  }

  /** Delivers a module and its driver action. */
  static void addDriver(SamplePackage to, String name, String attributes) throws IOException {
    addModule(to, name, DRIVER_SIZE);
    to.lines("driver name=" + name + " " + attributes);
  }

  private static void addModule(SamplePackage to, String name, int size) throws IOException {
    to.file(
        "kernel/drv/amd64/" + name,
        "0755",
        "sys",
        SampleData.object(name, ElfType.RELOCATABLE, size));
  }

  static void addAll(Release release) throws IOException {
    String storage = "class=scsi-self-identifying";
    String[][] drivers = {
      {"driver/storage/ahci", "SATA host adapters", storage + " alias=pciclass,010601"},
      {"driver/storage/blkdev", "block devices", "perms=\"* 0640 root sys\" alias=blkdev"},
      {"driver/storage/nvme", "NVMe disks", "alias=pciclass,010802 perms=\"* 0600 root sys\""},
      {"driver/storage/vioblk", "virtio disks", "alias=pci1af4,1001 alias=pci1af4,1042"},
      {"driver/storage/vioscsi", "virtio SCSI adapters", storage + " alias=pci1af4,1004"},
      {
        "driver/network/e1000g",
        "Intel PRO/1000 interfaces",
        "clone_perms=\"0666 root sys\" perms=\"* 0666 root sys\" alias=pci8086,100e"
            + " alias=pci8086,10d3"
      },
      {
        "driver/network/vioif",
        "virtio network interfaces",
        "clone_perms=\"0666 root sys\" perms=\"* 0666 root sys\" alias=pci1af4,1000"
            + " alias=pci1af4,1041"
      },
      {
        "driver/network/ena",
        "Elastic network adapters",
        "perms=\"* 0666 root sys\" alias=pci1d0f,ec20"
      },
      {
        "driver/network/igc",
        "Intel 2.5 Gbit interfaces",
        "perms=\"* 0666 root sys\" alias=pci8086,15f2"
      },
      {"driver/network/axf", "USB network adapters", "perms=\"* 0666 root sys\" alias=usbb95,1790"}
    };
    for (String[] driver : drivers) {
      release.add(driver(release, driver[0], driver[1], driver[2]));
    }
    for (String[] driver : RAMDISK_DRIVERS) {
      String stem = driver[0];
      SamplePackage built = release.core(stem, driver[1]);
      String module = stem.substring(stem.lastIndexOf('/') + 1);
      addModule(built, module, SMALL_DRIVER_SIZE);
      built.lines("driver name=" + module + " alias=" + driver[2]);
      release.add(built);
    }
  }
}
