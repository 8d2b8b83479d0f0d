package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.Peers;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.RecordingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds whose result is one file system in one file. */
class SingleFileImagesTest {

  @TempDir Path folder;

  private final PortableEngine engine = new PortableEngine();

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("overlay").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private BuildRequest request(String machine) {
    return new BuildRequest(
        "auto",
        new BuildRequest.Folders(
            folder,
            folder.resolve("target/output"),
            folder.resolve("work"),
            "rpool/images/test",
            folder.resolve("overlay"),
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.empty()),
        new BuildRequest.Image("helios", "helios", "x", machine, "ttya", "2"),
        List.of(),
        Map.of(),
        new BuildRequest.Force(false, false, false),
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(true));
  }

  private Path output(String name) {
    return folder.resolve("target/output").resolve(name);
  }

  private void fat(int size, int bytes) throws IOException {
    write(
        "helios/fat-ttya-x.json",
        """
        {"pcfs": {"size": %d, "label": "System"}, "steps": [
          {"t": "ensure_dir", "dir": "/EFI", "owner": "root", "group": "root", "mode": "755"},
          {"t": "ensure_file", "file": "/EFI/a long name.efi", "contents": "%s",
           "owner": "root", "group": "root", "mode": "444"}
        ]}
        """
            .formatted(size, "x".repeat(bytes)));
  }

  @Test
  void fatIsBuiltVerifiedAndReadByOthers() throws Exception {
    fat(2, 3000);
    BuildResult first = engine.image(request("fat"), new RecordingLog());
    Path image = output("helios-fat-ttya-x.pcfs");
    assertEquals(image, first.artifacts().get(0).path());
    assertEquals(2 << 20, Files.size(image));
    assertTrue(Files.exists(output("helios-fat-ttya-x.pcfs.json")));
    engine.verify(request("fat"), new RecordingLog());
    assertTrue(engine.image(request("fat"), new RecordingLog()).unchanged());
    String fsck = Peers.require("fsck.fat", "dosfstools");
    Peers.run(folder, fsck, "-n", image.toString()).ok();
    String mdir = Peers.require("mdir", "mtools");
    String listed = Peers.run(folder, mdir, "-i", image.toString(), "::/EFI").ok();
    assertTrue(listed.contains("a long name.efi"), listed);
    assertTrue(listed.contains("Volume in drive : is SYSTEM"), listed);
    fat(2, 3001);
    BuildResult second = engine.image(request("fat"), new RecordingLog());
    assertNotEquals(first.artifacts().get(0).sha256(), second.artifacts().get(0).sha256());
  }

  @Test
  void fatThatIsTooSmallSaysWhatItNeedsAndLeavesNothing() throws Exception {
    fat(1, 1 << 20);
    BuildException e =
        assertThrows(BuildException.class, () -> engine.image(request("fat"), new RecordingLog()));
    assertTrue(e.getMessage().contains("fat-ttya-x.json"), e.getMessage());
    assertTrue(e.getMessage().contains("needs 2 MiB"), e.getMessage());
    assertFalse(Files.exists(output("helios-fat-ttya-x.pcfs")));
    fat(2, 1 << 20);
    engine.image(request("fat"), new RecordingLog());
  }

  @Test
  void aChangedFatIsNoticed() throws Exception {
    fat(2, 3000);
    engine.image(request("fat"), new RecordingLog());
    Path image = output("helios-fat-ttya-x.pcfs");
    byte[] bytes = Files.readAllBytes(image);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("xxxx");
    bytes[at + 2000] = 'y';
    Files.write(image, bytes);
    BuildException e =
        assertThrows(BuildException.class, () -> engine.verify(request("fat"), new RecordingLog()));
    assertTrue(e.getMessage().contains("differs at byte 2000"), e.getMessage());
  }

  private void iso(String keys) throws IOException {
    write("files/cdboot", "c".repeat(1000));
    write("files/efiboot", "e".repeat(5000));
    write(
        "helios/iso-ttya-x.json",
        """
        {"iso": {"volume_id": "Helios" %s}, "steps": [
          {"t": "ensure_dir", "dir": "/boot", "owner": "root", "group": "sys", "mode": "755"},
          {"t": "ensure_file", "file": "/boot/cdboot", "src": "cdboot",
           "owner": "root", "group": "bin", "mode": "444"},
          {"t": "ensure_file", "file": "/boot/efiboot", "src": "efiboot",
           "owner": "root", "group": "bin", "mode": "444"},
          {"t": "ensure_symlink", "link": "/boot/link", "target": "cdboot",
           "owner": "root", "group": "root"}
        ]}
        """
            .formatted(keys));
  }

  @Test
  void isoIsBuiltVerifiedAndReadByOthers() throws Exception {
    iso(", \"boot_bios\": \"boot/cdboot\", \"boot_uefi\": \"boot/efiboot\"");
    engine.image(request("iso"), new RecordingLog());
    engine.verify(request("iso"), new RecordingLog());
    assertTrue(engine.image(request("iso"), new RecordingLog()).unchanged());
    Path image = output("helios-iso-ttya-x.iso");
    String bsdtar = Peers.require("bsdtar", "libarchive-tools");
    String listed = Peers.run(folder, bsdtar, "-tvf", image.toString()).ok();
    assertTrue(listed.contains("boot/link -> cdboot"), listed);
    assertTrue(listed.contains("-r--r--r--  1 0      2        1000"), listed);
    byte[] bytes = Files.readAllBytes(image);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("eeee")] = 'x';
    Files.write(image, bytes);
    BuildException e =
        assertThrows(BuildException.class, () -> engine.verify(request("iso"), new RecordingLog()));
    assertTrue(e.getMessage().contains("/boot/efiboot: differs at byte 0"), e.getMessage());
  }

  @Test
  void isoThatCannotBootLeavesNothing() throws Exception {
    iso(", \"boot_bios\": \"boot/other\"");
    BuildException e =
        assertThrows(BuildException.class, () -> engine.image(request("iso"), new RecordingLog()));
    assertTrue(e.getMessage().contains("/boot/other"), e.getMessage());
    assertFalse(Files.exists(output("helios-iso-ttya-x.iso")));
  }

  private void ufs(int size, int bytes) throws IOException {
    write(
        "helios/disk-ttya-x.json",
        """
        {"ufs": {"size": %d, "inode_density": 4096}, "steps": [
          {"t": "ensure_dir", "dir": "/etc", "owner": "root", "group": "sys", "mode": "755"},
          {"t": "ensure_symlink", "link": "/bin", "target": "./usr/bin",
           "owner": "root", "group": "root"},
          {"t": "ensure_file", "file": "/etc/release", "contents": "%s",
           "owner": "root", "group": "sys", "mode": "444"}
        ]}
        """
            .formatted(size, "x".repeat(bytes)));
  }

  @Test
  void ufsIsBuiltVerifiedAndReadByOthers() throws Exception {
    ufs(8, 5000);
    BuildResult first = engine.image(request("disk"), new RecordingLog());
    Path image = output("helios-disk-ttya-x.ufs");
    assertEquals(image, first.artifacts().get(0).path());
    assertEquals(8 << 20, Files.size(image));
    assertTrue(Files.exists(output("helios-disk-ttya-x.ufs.json")));
    engine.verify(request("disk"), new RecordingLog());
    assertTrue(engine.image(request("disk"), new RecordingLog()).unchanged());
    String icat = Peers.require("icat", "sleuthkit");
    // The root has inode 2, lost+found 3; the others follow in the order of names.
    assertEquals("x".repeat(5000), Peers.run(folder, icat, image.toString(), "6").ok());
  }

  @Test
  void ufsThatIsTooSmallSaysWhatItNeedsAndLeavesNothing() throws Exception {
    ufs(1, 3 << 20);
    BuildException e =
        assertThrows(BuildException.class, () -> engine.image(request("disk"), new RecordingLog()));
    assertTrue(e.getMessage().contains("disk-ttya-x.json"), e.getMessage());
    assertTrue(e.getMessage().contains("needs 4 MiB"), e.getMessage());
    assertFalse(Files.exists(output("helios-disk-ttya-x.ufs")));
    ufs(4, 3 << 20);
    engine.image(request("disk"), new RecordingLog());
  }

  @Test
  void aChangedUfsIsNoticed() throws Exception {
    ufs(8, 5000);
    engine.image(request("disk"), new RecordingLog());
    Path image = output("helios-disk-ttya-x.ufs");
    byte[] good = Files.readAllBytes(image);
    byte[] bytes = good.clone();
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("xxxx") + 2000] = 'y';
    Files.write(image, bytes);
    BuildException e =
        assertThrows(
            BuildException.class, () -> engine.verify(request("disk"), new RecordingLog()));
    assertTrue(e.getMessage().contains("/etc/release: differs at byte 2000"), e.getMessage());
    bytes = good.clone();
    bytes[8192 + 196] ^= 1;
    Files.write(image, bytes);
    BuildException second =
        assertThrows(
            BuildException.class, () -> engine.verify(request("disk"), new RecordingLog()));
    assertTrue(second.getMessage().contains("superblock says there are"), second.getMessage());
  }
}
