package org.heliosimage.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliosimage.Peers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundled first-boot service, run by a shell in a folder that stands for the guest's root, with
 * programs of illumos that only tell how they were called.
 */
class FirstBootServiceTest {

  private static final Account JOAN = new Account("joan", 1004, "Joan");

  @TempDir Path root;

  private Path bin;

  @BeforeEach
  void makeGuest() throws Exception {
    for (String folder : new String[] {"bin", "dev/rdsk", "etc", "var", "root", "lib"}) {
      Files.createDirectories(root.resolve(folder));
    }
    bin = root.resolve("bin");
    Files.writeString(root.resolve("lib/smf_include.sh"), "SMF_EXIT_OK=0\nSMF_EXIT_ERR_FATAL=95\n");
    for (String program : new String[] {"hostname", "svcadm", "dladm", "ipadm", "zpool"}) {
      String answer =
          switch (program) {
            case "dladm" -> "echo vioif0\n";
            case "ipadm" -> "case $1 in show-*) exit 1 ;; esac\n";
            case "zpool" ->
                "[ $1 = status ] && printf '  pool: rpool\\n\\trpool  ONLINE\\n\\t  c1t0d0  ONLINE\\n'\n";
            default -> "";
          };
      Path file = bin.resolve(program);
      Files.writeString(
          file, "#!/bin/sh\necho %s \"$@\" >>%s/calls\n%s".formatted(program, root, answer));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.write(root.resolve("dev/rdsk/c1t0d0p0"), new byte[4096]);
  }

  private Peers.Outcome run(String name) throws Exception {
    String text;
    try (InputStream in =
        Objects.requireNonNull(
            FirstBootServiceTest.class.getResourceAsStream(
                "/org/heliosimage/templates/files/" + name))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String inGuest =
        text.replaceAll("/(usr/)?s?bin/(?=(dladm|ipadm|zpool|svcadm|hostname))", bin + "/")
            .replace("/lib/svc/share", root + "/lib")
            .replaceAll("(?<=[ =>])/(dev/rdsk|var/|etc/|root/)", root + "/$1");
    Path script = Files.writeString(root.resolve(name), inGuest);
    return Peers.run(root, "env", "SMF_FMRI=svc:/site/it:default", "sh", script.toString());
  }

  private String calls() throws Exception {
    return Files.readString(root.resolve("calls"));
  }

  @Test
  void guestTakesNameKeysAndScriptFromTheVolume() throws Exception {
    Peers.require("cpio", "cpio");
    new MetadataVolume("my-image", "ssh-ed25519 AAAA", Optional.of(JOAN))
        .write(root.resolve("dev/rdsk/c2t0d0p0"), OptionalInt.empty());
    run("first-boot.sh").ok();
    assertEquals("my-image\n", Files.readString(root.resolve("etc/nodename")));
    Path keys = root.resolve("root/.ssh/authorized_keys");
    assertEquals("ssh-ed25519 AAAA\n", Files.readString(keys));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)));
    assertTrue(Files.isExecutable(root.resolve("var/metadata/userscript")));
    assertEquals(
        """
        hostname my-image
        svcadm enable site/helios-user-script
        zpool status rpool
        zpool online -e rpool c1t0d0
        dladm show-phys -p -o link
        ipadm show-if vioif0
        ipadm create-if vioif0
        ipadm show-addr vioif0/dhcp
        ipadm create-addr -T dhcp vioif0/dhcp
        ipadm show-addr vioif0/v6
        ipadm create-addr -T addrconf vioif0/v6
        svcadm disable svc:/site/it:default
        """,
        calls());
  }

  @Test
  void volumeInBinaryFormAsCpioMakesItIsReadToo() throws Exception {
    String cpio = Peers.require("cpio", "cpio");
    Path files = Files.createDirectory(root.resolve("files"));
    Files.writeString(files.resolve("nodename"), "other\n");
    Peers.run(
            files,
            "sh",
            "-c",
            "find . -type f -name nodename | " + cpio + " -o >" + root + "/dev/rdsk/c2t0d0p0")
        .ok();
    run("first-boot.sh").ok();
    assertEquals("other\n", Files.readString(root.resolve("etc/nodename")));
  }

  @Test
  void guestWithoutVolumeGetsAddressesOnly() throws Exception {
    run("first-boot.sh").ok();
    assertTrue(calls().startsWith("zpool status"), calls());
    assertFalse(Files.exists(root.resolve("etc/nodename")));
  }

  @Test
  void damagedVolumeIsAnErrorOfTheService() throws Exception {
    Files.writeString(root.resolve("dev/rdsk/c2t0d0p0"), "070707" + "x".repeat(1018));
    assertEquals(95, run("first-boot.sh").status());
  }

  @Test
  void userScriptRunsOnceAndAgainAfterAFailure() throws Exception {
    Path script = root.resolve("var/metadata/userscript");
    Files.createDirectories(script.getParent());
    Files.writeString(
        script, "#!/bin/sh\necho ran >>" + root + "/ran\n[ -e " + root + "/fixed ]\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    assertEquals(95, run("user-script.sh").status());
    Files.createFile(root.resolve("fixed"));
    run("user-script.sh").ok();
    assertFalse(Files.exists(script));
    assertEquals("ran\nran\n", Files.readString(root.resolve("ran")));
    assertEquals("svcadm disable svc:/site/it:default\n", calls());
  }
}
