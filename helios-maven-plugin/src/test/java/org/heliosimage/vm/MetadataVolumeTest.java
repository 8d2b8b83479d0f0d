package org.heliosimage.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliosimage.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataVolumeTest {

  private static final Account JOAN = new Account("joan", 1004, "Joan d'Arc: saint\n");

  @TempDir Path folder;

  @Test
  void cpioUnpacksWhatTheGuestIsTold() throws Exception {
    String cpio = Peers.require("cpio", "cpio");
    Path volume = folder.resolve("metadata.cpio");
    new MetadataVolume("my-image", "ssh-ed25519 AAAA joan\n\n", Optional.of(JOAN))
        .write(volume, OptionalInt.of(2222));
    assertEquals(1 << 20, Files.size(volume));
    byte[] first = new byte[6];
    try (var in = Files.newInputStream(volume)) {
      assertEquals(6, in.read(first));
    }
    assertEquals("070707", new String(first, StandardCharsets.US_ASCII));

    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Peers.run(unpacked, cpio, "-i", "-I", volume.toString()).ok();
    assertEquals("my-image\n", Files.readString(unpacked.resolve("nodename")));
    assertEquals("ssh-ed25519 AAAA joan\n", Files.readString(unpacked.resolve("authorized_keys")));
    assertTrue(Files.isExecutable(unpacked.resolve("firstboot.sh")));
  }

  @Test
  void withoutKeysAndAccountThereIsOnlyAName() throws Exception {
    String cpio = Peers.require("cpio", "cpio");
    Path volume = folder.resolve("metadata.cpio");
    new MetadataVolume("a", "", Optional.empty()).write(volume, OptionalInt.empty());
    String list = Peers.run(folder, cpio, "-it", "-I", volume.toString()).ok();
    assertTrue(list.lines().anyMatch("nodename"::equals), list);
    assertFalse(list.contains("firstboot") || list.contains("authorized_keys"), list);
  }

  /** Runs the script with programs that only tell how they were called. */
  @Test
  void scriptMakesTheAccountWithItsHomeKeysAndProfile() throws Exception {
    String bash = Peers.require("bash", "bash");
    Path calls = folder.resolve("calls");
    StringBuilder stubs = new StringBuilder();
    for (String name :
        new String[] {
          "zfs", "useradd", "passwd", "mkdir", "cp", "chown", "chmod", "sed", "ntpdig", "grep",
          "getent", "ipadm"
        }) {
      String status =
          switch (name) {
            case "getent", "grep" -> "return 1";
            case "zfs" -> "[ \"$1\" != list ]";
            default -> "return 0";
          };
      stubs.append(
          "%s() { { printf '%%s|' %s \"$@\"; echo; } >>'%s'; %s; }\n"
              .formatted(name, name, calls, status));
    }
    String text =
        FirstBoot.script("rpool", JOAN, OptionalInt.of(2223))
            .replace("/dev/msglog", folder.resolve("msglog").toString());
    Path script = folder.resolve("firstboot.sh");
    Files.writeString(script, stubs + text);
    Peers.run(folder, bash, script.toString()).ok();

    String called = Files.readString(calls);
    for (String call :
        new String[] {
          "zfs|create|rpool/home/joan|",
          "useradd|-u|1004|-g|staff|-d|/home/joan|-s|/bin/bash|-P|Primary Administrator|-c|Joan d'Arc  saint|joan|",
          "passwd|-N|joan|",
          "chown|-R|joan:staff|/home/joan|",
          "chmod|0700|/home/joan|",
          "sed|-i|-e|/^PATH=/s|$|:/opt/ooce/bin:/opt/ooce/sbin||/etc/default/login|"
        }) {
      assertTrue(called.contains(call + "\n"), call + " in " + called);
    }
    assertTrue(Files.readString(folder.resolve("msglog")).contains("ssh -p 2223 joan@localhost"));
  }

  @Test
  void scriptFindsTheAddressOfAGuestWithOneOfItsOwn() throws Exception {
    String bash = Peers.require("bash", "bash");
    String text = FirstBoot.script("rpool", JOAN, OptionalInt.empty());
    String line =
        text.lines().filter(part -> part.contains("ipadm")).findFirst().orElseThrow().strip();
    String output =
        Peers.run(
                folder,
                bash,
                "-c",
                "ipadm() { echo dhcp:10.0.2.15/24; echo static:1.2.3.4/8; }\n" + line)
            .ok();
    assertEquals("    ssh joan@10.0.2.15\n", output);
  }

  @Test
  void accountThatIllumosRefusesIsRefused() {
    assertThrows(VmException.class, () -> new Account("Joan Arc", 1000, "").checked());
    assertThrows(VmException.class, () -> new Account("joan", 0, "").checked());
    assertThrows(VmException.class, () -> new Account("$(reboot)", 1000, "").checked());
  }
}
