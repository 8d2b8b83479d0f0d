package org.heliosimage.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.heliosimage.vm.Account;
import org.heliosimage.vm.VirtualMachine;
import org.heliosimage.vm.VirtualMachine.Console;
import org.heliosimage.vm.VirtualMachine.Firmware;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFilesTest {

  private static final VirtualMachine MACHINE =
      new VirtualMachine("helios", 1, 1 << 30, 1 << 20, Console.TTYA, Firmware.BIOS);

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void makeImage() throws Exception {
    image = Files.write(folder.resolve("image.raw"), new byte[4096]);
  }

  private long filesBelow(Path path) throws Exception {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void nothingIsLeftOfAMachineThatIsNotToGoOn() throws Exception {
    Path run = folder.resolve("run");
    try (MachineFiles files = MachineFiles.open(run, MACHINE, false)) {
      assertTrue(Files.exists(files.disk(image)));
    }
    assertEquals(0, filesBelow(run));
    assertEquals(4096, Files.size(image));
  }

  @Test
  void persistentMachineFindsItsDiskAgain() throws Exception {
    Path run = folder.resolve("run");
    try (MachineFiles files = MachineFiles.open(run, MACHINE, true)) {
      Files.write(files.disk(image), new byte[] {1, 2, 3});
    }
    try (MachineFiles files = MachineFiles.open(run, MACHINE, true)) {
      assertEquals(3, Files.size(files.disk(image)));
    }
  }

  @Test
  void persistentDiskOfAnotherImageIsAnErrorAndStays() throws Exception {
    Path run = folder.resolve("run");
    try (MachineFiles files = MachineFiles.open(run, MACHINE, true)) {
      files.disk(image);
    }
    Files.setLastModifiedTime(image, FileTime.fromMillis(1));
    try (MachineFiles files = MachineFiles.open(run, MACHINE, true)) {
      MojoExecutionException e =
          assertThrows(MojoExecutionException.class, () -> files.disk(image));
      assertTrue(e.getMessage().contains("remove the folder " + run.resolve("helios")));
    }
    assertEquals(2, filesBelow(run));
  }

  @Test
  void guestIsNamedAsTheHostsUserAndItsProject() throws Exception {
    assertEquals("my-image-2", GuestNames.host("my_image.2."));
    GuestNames names = new GuestNames(folder);
    assertEquals(Optional.empty(), names.account("none", Optional.empty(), line -> {}));
    assertEquals(
        Optional.of(new Account("joan", 1234, "Joan")),
        names.account("Joan", Optional.of(1234L), line -> {}));
  }

  @Test
  void keysAreTheUsersOwnUnlessAFileIsNamed() throws Exception {
    GuestNames names = new GuestNames(folder);
    assertEquals("", names.keys(Optional.empty()));
    Path ssh = Files.createDirectory(folder.resolve(".ssh"));
    Files.writeString(ssh.resolve("id_rsa.pub"), "ssh-rsa B");
    Files.writeString(ssh.resolve("id_ed25519.pub"), "ssh-ed25519 A\n");
    assertEquals("ssh-ed25519 A\nssh-rsa B\n", names.keys(Optional.empty()));
    Files.writeString(ssh.resolve("authorized_keys"), "ssh-ed25519 C\n");
    assertEquals("ssh-ed25519 C\n", names.keys(Optional.empty()));
    Path given = Files.writeString(folder.resolve("given"), "ssh-ed25519 D\n");
    assertEquals("ssh-ed25519 D\n", names.keys(Optional.of(given)));
    assertThrows(
        MojoExecutionException.class, () -> names.keys(Optional.of(folder.resolve("absent"))));
  }
}
