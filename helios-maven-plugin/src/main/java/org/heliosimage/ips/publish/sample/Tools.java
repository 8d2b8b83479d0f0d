package org.heliosimage.ips.publish.sample;

import java.io.IOException;

/** Programs on top of the core: shells, editors, network programs and their services. */
final class Tools {

  private Tools() {}

  static void addCore(Release release) throws IOException {
    release.add(
        release
            .core("system/network", "Network administration")
            .program("sbin/ipadm")
            .program("sbin/dladm")
            .manual("8", "ipadm", "addresses of interfaces"));
    release.add(
        release
            .core("system/bhyve", "Hypervisor")
            .program("usr/sbin/bhyve")
            .lines("driver name=vmm perms=\"* 0600 root sys\""));
    release.add(release.core("diagnostic/diskinfo", "List of disks").program("usr/bin/diskinfo"));
    release.add(
        release
            .core("diagnostic/pci", "PCI devices")
            .program("usr/lib/pci/pcieadm")
            .text("usr/share/hwdata/pci.ids", SampleData.text("pci", 8000)));
    release.add(
        release
            .core("network/ftp", "File transfer")
            .program("usr/bin/ftp")
            .manual("1", "ftp", "file transfer"));
    release.add(release.core("network/netcat", "Arbitrary connections").program("usr/bin/nc"));
    release.add(release.core("network/telnet", "Remote login").program("usr/bin/telnet"));
    release.add(release.core("developer/debug/mdb", "Debugger").program("usr/bin/mdb"));
    release.add(
        release
            .core("system/data/hardware-registry", "Names of devices")
            .text("usr/share/hwdata/usb.ids", SampleData.text("usb", 100)));
    release.add(
        release
            .core("system/extended-system-utilities", "Further tools")
            .program("usr/bin/getent"));
  }

  static void addOthers(Release release) throws IOException {
    release.add(
        release
            .other("package/pkg", "0.5.11", "Image Packaging System")
            .require("SUNWcs")
            .program("usr/bin/pkg")
            .program("usr/bin/pkgrepo")
            .folders("var/pkg", "etc/ssl/pkg", "etc/pkg")
            .manual("1", "pkg", "packages of an image"));
    release.add(
        release
            .other("shell/bash", "5.2", "GNU shell")
            .program("usr/bin/bash")
            .text("etc/bash/bashrc", "# for every bash\n", "preserve=renameold"));
    release.add(release.other("compress/gzip", "1.14", "GNU zip").program("usr/bin/gzip"));
    release.add(gnu(release, "text/gnu-grep", "3.12", "grep"));
    release.add(gnu(release, "text/gnu-sed", "4.9", "sed"));
    release.add(release.other("network/rsync", "3.4", "Copies of trees").program("usr/bin/rsync"));
    release.add(release.other("web/curl", "8.17", "Transfers by URL").program("usr/bin/curl"));
    release.add(release.other("web/wget", "1.25", "Downloads").program("usr/bin/wget"));
    release.add(vim(release));
    release.add(openSsh(release));
    release.add(chrony(release));
    release.add(rsyslog(release));
    release.add(release.other("text/less", "685", "Pager").program("usr/bin/less"));
    addSwitches(release);
    SamplePackage metadata = release.other("system/management/mdata-client", "1", "Metadata");
    release.add(metadata.program("usr/sbin/mdata-get").program("usr/sbin/mdata-list"));
  }

  /** What only some variants and features ask for. */
  private static void addSwitches(Release release) throws IOException {
    for (String version : new String[] {"0.34.311", "0.35.336"}) {
      SamplePackage opte = release.other("driver/network/opte", version, "Packet transformation");
      Devices.addDriver(opte, "xde", "perms=\"* 0666 root sys\"");
      release.add(opte);
    }
    release.add(
        release
            .other("system/zones/brand/omicron1", "1.0.26", "Zone brand")
            .folders("usr/lib/brand/omicron1"));
    release.add(
        release
            .other("library/libxmlsec1", "1.3.7", "Signatures in XML")
            .link("usr/lib/libxmlsec1.so", "libxmlsec1.so.1"));
    release.add(
        release
            .other("ooce/library/postgresql-13", "13.22", "Database client")
            .folders("opt/ooce/pgsql-13/lib"));
    String[] builders = {
      "developer/omnios-build-tools", "ooce/extra-build-tools", "ooce/helios-build-tools"
    };
    for (String stem : builders) {
      release.add(release.other(stem, "11", "What builds need").require("developer/make"));
    }
    release.add(release.other("developer/make", "4.4.1", "Make").program("usr/bin/gmake"));
  }

  private static SamplePackage gnu(Release release, String stem, String version, String name)
      throws IOException {
    return release
        .other(stem, version, "GNU " + name)
        .program("usr/gnu/bin/" + name)
        .link("usr/bin/g" + name, "../gnu/bin/" + name)
        .link(
            "usr/bin/" + name,
            "../gnu/bin/" + name,
            "mediator=" + name + " mediator-implementation=gnu mediator-priority=vendor")
        .manual("1", "g" + name, "GNU " + name);
  }

  private static SamplePackage vim(Release release) throws IOException {
    SamplePackage vim = release.other("editor/vim", "9.1", "Editor").program("usr/bin/vim");
    vim.link("usr/bin/vi", "vim", "mediator=vi mediator-implementation=vim");
    for (int chapter = 1; chapter <= 60; chapter++) {
      vim.text(
          "usr/share/vim/vim91/doc/usr_" + chapter + ".txt",
          SampleData.text("vim" + chapter, 400),
          "facet.doc=true");
    }
    return vim.text("etc/vimrc", "set nocompatible\n", "preserve=legacy");
  }

  private static SamplePackage openSsh(Release release) throws IOException {
    SamplePackage ssh = release.other("network/openssh-server", "10.0", "Secure shell server");
    ssh.lines("group groupname=sshd gid=22")
        .lines(
            "user username=sshd uid=22 group=sshd gcos-field=\"sshd privsep\" home-dir=/var/empty")
        .text("etc/ssh/sshd_config", "PermitRootLogin no\n", "preserve=renamenew")
        .program("usr/lib/ssh/sshd")
        .folders("var/empty")
        .manual("8", "sshd", "secure shell server");
    new Service("network/ssh", "secure shell").addTo(ssh);
    return ssh;
  }

  private static SamplePackage chrony(Release release) throws IOException {
    SamplePackage chrony = release.other("service/network/chrony", "4.8", "Clock from the network");
    chrony
        .lines("group groupname=chrony gid=66")
        .lines(
            "user username=chrony uid=66 group=chrony gcos-field=\"chrony daemon\""
                + " group-list=sys ftpuser=false")
        .text("etc/inet/chrony.conf", "pool pool.ntp.org iburst\n", "preserve=renamenew")
        .program("usr/sbin/chronyd");
    new Service("network/chrony", "clock from the network").addTo(chrony);
    chrony.builder().dir("var/lib/chrony", "0750", "chrony", "chrony");
    return chrony.folders("var/lib");
  }

  private static SamplePackage rsyslog(Release release) throws IOException {
    SamplePackage rsyslog = release.other("system/rsyslog", "8.2510", "System log");
    rsyslog
        .lines("group groupname=syslogd")
        .lines("user username=syslogd group=syslogd gcos-field=\"log daemon\"")
        .lines("legacy pkg=SUNWrsyslog arch=i386 category=system name=\"System log\"")
        .text("etc/rsyslog.conf", "*.* /var/log/messages\n", "preserve=true")
        .program("usr/lib/rsyslogd");
    new Service("system/rsyslog", "system log").addTo(rsyslog);
    return rsyslog;
  }
}
