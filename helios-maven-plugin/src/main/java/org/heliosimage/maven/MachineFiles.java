package org.heliosimage.maven;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;
import org.apache.maven.plugin.MojoExecutionException;
import org.heliosimage.vm.MetadataVolume;
import org.heliosimage.vm.UefiFirmware;
import org.heliosimage.vm.VirtualMachine;

/**
 * The files of a running machine: what its guest writes goes into them and never into the image.
 * They are removed when the machine ends, unless it is to go on at its next run.
 */
final class MachineFiles implements AutoCloseable {

  private final Path folder;
  private final VirtualMachine machine;
  private final boolean persistent;

  private MachineFiles(Path folder, VirtualMachine machine, boolean persistent) {
    this.folder = folder;
    this.machine = machine;
    this.persistent = persistent;
  }

  /** Makes the folder for them, below another one. */
  static MachineFiles open(Path below, VirtualMachine machine, boolean persistent)
      throws IOException {
    Files.createDirectories(below);
    Path folder =
        persistent
            ? Files.createDirectories(below.resolve(machine.name()))
            : Files.createTempDirectory(below, machine.name());
    return new MachineFiles(folder, machine, persistent);
  }

  /** The guest's disk: an overlay of the image. */
  Path disk(Path image) throws IOException, MojoExecutionException {
    Path disk = folder.resolve("disk.qcow2");
    Path base = folder.resolve("disk.base");
    String identity =
        "%s %d %d\n"
            .formatted(
                image.toAbsolutePath(),
                Files.size(image),
                Files.getLastModifiedTime(image).toMillis());
    if (!Files.exists(disk)) {
      Files.writeString(base, identity);
      machine.createDisk(disk, image);
    } else if (!Files.isRegularFile(base) || !Files.readString(base).equals(identity)) {
      throw new MojoExecutionException(
          "The disk "
              + disk
              + " was made for another image than "
              + image
              + " is now: remove the folder "
              + folder
              + " to begin with a new disk.");
    }
    return disk;
  }

  /** The volume that tells the guest who it is. */
  Path metadata(MetadataVolume metadata, OptionalInt sshPort) throws IOException {
    Path volume = folder.resolve("metadata.cpio");
    Files.deleteIfExists(volume);
    metadata.write(volume, sshPort);
    return volume;
  }

  /** Firmware with variables of the machine's own. */
  UefiFirmware firmware(UefiFirmware installed) throws IOException {
    Path variables = folder.resolve("variables.fd");
    if (!Files.exists(variables)) {
      Path part = folder.resolve("variables.part");
      Files.copy(installed.variables(), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, variables);
    }
    return new UefiFirmware(installed.code(), variables);
  }

  @Override
  public void close() throws IOException {
    if (persistent) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
