package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** SUNWcs: accounts, configuration, the folders of the system, its first services and programs. */
final class BaseSystem {

  private static final String PASSWD =
      """
      root:x:0:0:Super-User:/root:/usr/bin/bash
      daemon:x:1:1::/:
      bin:x:2:2::/usr/bin:
      sys:x:3:3::/:
      adm:x:4:4:Admin:/var/adm:
      dladm:x:15:65:Datalink Admin:/:
      netadm:x:16:65:Network Admin:/:
      netcfg:x:17:65:Network Configuration Admin:/:
      lp:x:71:8:Line Printer Admin:/:
      webservd:x:80:80:WebServer Reserved UID:/:
      nobody:x:60001:60001:NFS Anonymous Access User:/:
      noaccess:x:60002:60002:No Access User:/:
      """;

  private static final String GROUP =
      """
      root::0:
      other::1:root
      bin::2:root,daemon
      sys::3:root,bin,adm
      adm::4:root,daemon
      uucp::5:root
      mail::6:root
      tty::7:root,adm
      lp::8:root,adm
      staff::10:
      daemon::12:root
      sysadmin::14:
      games::20:
      netadm::65:
      webservd::80:
      nobody::60001:
      noaccess::60002:
      nogroup::65534:
      """;

  private static final String[] PROFILES = {
    "generic_limited_net",
    "generic_open",
    "inetd_generic",
    "inetd_upgrade",
    "ns_dns",
    "ns_files",
    "platform_none"
  };

  // The plugin tools read this file too and know no escaped line ends in text blocks.
  private static final String LEGACY =
      "legacy arch=i386 category=system name=\"Core Solaris, (Usr)\" pkg=SUNWcs"
          + " desc=\"core software for a specific instruction-set architecture\""
          + " hotline=\"Please contact your local service provider\""
          + " vendor=\"Helios Image Maven Plugin samples\" version=11.11,REV=2026.11.01";

  private BaseSystem() {}

  static SamplePackage of(Release release) throws IOException {
    SamplePackage cs = release.core("SUNWcs", "Core system");
    cs.require("SUNWcsd").lines(LEGACY);
    cs.folders(
        "etc/boot",
        "etc/default",
        "etc/ssl/certs",
        "etc/svc/profile/site",
        "etc/svc/volatile",
        "etc/system.d",
        "export/home",
        "home",
        "lib/svc/bin",
        "lib/svc/share",
        "mnt",
        "opt",
        "proc",
        "root",
        "system/contract",
        "system/object",
        "tmp",
        "usr/lib/amd64",
        "usr/include",
        "usr/sbin",
        "usr/share/doc",
        "usr/xpg4",
        "var/adm",
        "var/cache",
        "var/log",
        "var/run",
        "var/sadm/install",
        "var/sadm/pkg",
        "var/spool",
        "var/svc/log",
        "var/svc/manifest/site",
        "var/svc/profile",
        "var/tmp");
    accounts(cs);
    configuration(cs, release);
    services(cs);
    programs(cs);
    return cs.manual("5", "motd", "message of the day");
  }

  private static void accounts(SamplePackage cs) throws IOException {
    StringBuilder shadow = new StringBuilder();
    for (String line : PASSWD.lines().toList()) {
      String name = line.substring(0, line.indexOf(':'));
      String password = name.equals("root") ? "*LK*" : "NP";
      shadow.append(name).append(':').append(password).append(":6445::::::\n");
    }
    cs.text("etc/passwd", PASSWD, "preserve=true")
        .text("etc/group", GROUP, "preserve=true")
        .file(
            "etc/shadow",
            "0400",
            "sys",
            shadow.toString().getBytes(StandardCharsets.UTF_8),
            "preserve=true")
        .text("etc/ftpd/ftpusers", "# accounts that may not use ftp\nroot\n", "preserve=true");
  }

  private static void configuration(SamplePackage cs, Release release) throws IOException {
    for (String[] variant : new String[][] {{"files", ""}, {"dns", " dns"}}) {
      cs.text(
          "etc/nsswitch." + variant[0],
          "passwd: files\ngroup: files\nhosts: files"
              + variant[1]
              + "\nipnodes: files"
              + variant[1]
              + "\nnetworks: files\nprotocols: files\nservices: files\n");
    }
    cs.link("etc/hosts", "./inet/hosts")
        .text("etc/inet/hosts", "::1 localhost\n127.0.0.1 localhost loghost\n", "preserve=true")
        .text("etc/inet/services", "ssh 22/tcp\ndomain 53/udp\nntp 123/udp\n", "preserve=true")
        .text("etc/motd", "Sample packages\n", "preserve=true")
        .text("etc/auto_master", "+auto_master\n", "preserve=renamenew")
        .text("etc/ttydefs", "console:9600 hupcl opost onlcr:9600::console\n", "preserve=true")
        .text("etc/syslog.conf", "*.err /dev/sysmsg\n", "preserve=true")
        .text("etc/vfstab", "fd - /dev/fd fd - no -\n/proc - /proc proc - no -\n", "preserve=true")
        .text("etc/default/init", "TZ=UTC\nCMASK=022\n", "preserve=renamenew")
        .text("etc/default/login", "CONSOLE=/dev/console\nPASSREQ=YES\n", "preserve=renamenew")
        .text("etc/system", "* settings of the kernel\n", "preserve=renamenew")
        .text("etc/release", "  Helios sample packages " + release.branch() + "\n")
        .text("etc/versions/build", "sample\n")
        .text("etc/name_to_sysnum", "exit 1\nread 3\nwrite 4\n", "preserve=true")
        .text("etc/devlink.tab", "type=ddi_pseudo;name=zz\tzz\n", "preserve=true")
        .text("etc/dfs/dfstab", "# what is shared\n", "preserve=true", "facet.optional.nfs=true");
  }

  private static void services(SamplePackage cs) throws IOException {
    for (String profile : PROFILES) {
      cs.file(
          "etc/svc/profile/" + profile + ".xml",
          "0444",
          "sys",
          Service.profile(profile).getBytes(StandardCharsets.UTF_8));
    }
    for (Service service :
        new Service[] {
          new Service("system/early-manifest-import", "early import of service manifests"),
          new Service("system/svc/restarter", "restarter of services"),
          new Service("system/boot-archive", "check of the boot archive"),
          new Service("network/loopback", "loopback interface"),
          new Service("milestone/single-user", "one user may work"),
          new Service("milestone/multi-user", "many users may work")
        }) {
      service.addTo(cs);
    }
    byte[] seed = emptyDatabase();
    for (String zone : new String[] {"global", "nonglobal"}) {
      cs.file("lib/svc/seed/" + zone + ".db", "0444", "sys", seed);
    }
    cs.text("usr/share/lib/xml/dtd/service_bundle.dtd.1", Service.DTD);
  }

  /** An SQLite 2 database without tables: configd makes its own in it. */
  private static byte[] emptyDatabase() {
    int page = 1024;
    ByteBuffer database = ByteBuffer.allocate(2 * page).order(ByteOrder.LITTLE_ENDIAN);
    database.put(
        "** This file contains an SQLite 2.1 database **\0".getBytes(StandardCharsets.US_ASCII));
    database.putInt(0xdae37528).putInt(0).putInt(0).putInt(0).putInt(4);
    // The root of the list of tables: no cell, one free block behind the header.
    database.position(page);
    database.putInt(0).putShort((short) 0).putShort((short) 8);
    database.putShort((short) (page - 8)).putShort((short) 0);
    return database.array();
  }

  private static void programs(SamplePackage cs) throws IOException {
    cs.link("bin", "./usr/bin");
    for (String program :
        new String[] {
          "usr/bin/cat",
          "usr/bin/date",
          "usr/bin/login",
          "usr/bin/ls",
          "usr/bin/mv",
          "usr/sbin/fsck",
          "usr/sbin/init",
          "usr/sbin/mount",
          "usr/sbin/root_archive",
          "usr/sbin/svcadm",
          "lib/svc/bin/svc.startd",
          "lib/svc/bin/svc.configd",
          "usr/xpg4/bin/grep"
        }) {
      cs.program(program);
    }
    cs.hardLink("usr/bin/cp", "mv").hardLink("usr/bin/ln", "../../usr/bin/mv");
    cs.link("sbin/init", "../usr/sbin/init")
        .link("usr/bin/grep", "../xpg4/bin/grep", "mediator=grep mediator-implementation=illumos");
    cs.text(
        "lib/svc/share/net_include.sh",
        "# for methods of the network\n",
        "variant.opensolaris.zone=global");
    cs.text("lib/svc/share/zone_include.sh", "# for zones\n", "variant.opensolaris.zone=nonglobal");
  }
}
