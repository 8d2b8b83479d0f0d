package org.heliosimage.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.heliosimage.vm.FirmwareChoice;
import org.heliosimage.vm.MetadataVolume;
import org.heliosimage.vm.VirtualMachine;
import org.jspecify.annotations.Nullable;

/** What the goals are told that have to do with a machine in which an image runs. */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
abstract class AbstractMachineGoal extends AbstractGoal {

  private static final String TYPE = "raw";

  /**
   * An image to take from the repository in place of the project's own, {@code
   * GROUP:ARTIFACT:VERSION} or {@code GROUP:ARTIFACT:VERSION:CLASSIFIER}. It needs no project.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_IMAGE)
  private @Nullable String image;

  /**
   * Name of the machine and host name of the guest.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_HOST_NAME, defaultValue = "${project.artifactId}")
  private String hostName;

  /**
   * Number of processors.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_CPUS, defaultValue = "2")
  private int cpus;

  /**
   * Memory, such as {@code 4GiB}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_MEMORY, defaultValue = "2GiB")
  private String memory;

  /**
   * Size of the disk; the guest's pool grows into what the image does not fill. A smaller one than
   * the image is as large as the image.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_DISK, defaultValue = "30GiB")
  private String disk;

  /**
   * The console of the image.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.CONSOLE, defaultValue = "ttya")
  private String console;

  /**
   * What starts the image: {@code bios}, {@code uefi}, or {@code auto}, which is UEFI for an image
   * with an EFI system partition.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_FIRMWARE, defaultValue = "auto")
  private String firmware;

  /**
   * Login name of the account that the guest makes at its first boot, with the keys of {@code
   * authorizedKeys}; {@code none} for no account.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_USER, defaultValue = "${user.name}")
  private String user;

  /**
   * Number of that account. Unless it is given, that of the user who runs Maven.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_UID)
  private @Nullable Long uid;

  /**
   * Public ssh keys for root and the account of the guest, a file as {@code
   * ~/.ssh/authorized_keys}. Unless it is given, that one, or else {@code ~/.ssh/id_*.pub}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RUN_AUTHORIZED_KEYS)
  private @Nullable File authorizedKeys;

  /** Variant of the image, which is part of the classifier of an attached one. */
  @Parameter(property = PropertyNames.VARIANT, defaultValue = "base")
  private String variant;

  /** Machine of the image, which is part of the classifier of an attached one. */
  @Parameter(property = PropertyNames.MACHINE, defaultValue = "generic")
  private String machine;

  @Parameter(defaultValue = "${executedProject}", readonly = true)
  private @Nullable MavenProject built;

  @Inject private RepositorySystem repositories;

  /** The image to run. */
  final Path image() throws MojoExecutionException {
    return image == null ? built() : published(image);
  }

  private Path built() throws MojoExecutionException {
    MavenProject from = built == null ? project : built;
    String template = machine + "-" + console + "-" + variant;
    File main = from.getArtifact().getFile();
    if (main != null && main.getName().endsWith("." + TYPE)) {
      return main.toPath();
    }
    for (Artifact artifact : from.getAttachedArtifacts()) {
      if (TYPE.equals(artifact.getType()) && template.equals(artifact.getClassifier())) {
        return artifact.getFile().toPath();
      }
    }
    throw new MojoExecutionException(
        "The project "
            + project.getArtifactId()
            + " builds no image with classifier "
            + template
            + ": call this goal in a project that does, or name a published image by -D"
            + PropertyNames.RUN_IMAGE
            + "=GROUP:ARTIFACT:VERSION.");
  }

  private Path published(String coordinates) throws MojoExecutionException {
    String[] parts = coordinates.split(":", -1);
    if (parts.length < 3 || parts.length > 4) {
      throw new MojoExecutionException(
          "\""
              + coordinates
              + "\" names no image (set by -D"
              + PropertyNames.RUN_IMAGE
              + "): write GROUP:ARTIFACT:VERSION or GROUP:ARTIFACT:VERSION:CLASSIFIER.");
    }
    DefaultArtifact artifact =
        new DefaultArtifact(parts[0], parts[1], parts.length == 4 ? parts[3] : "", TYPE, parts[2]);
    try {
      return repositories
          .resolveArtifact(
              session().getRepositorySession(),
              new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), null))
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw new MojoExecutionException(
          "The image " + coordinates + " is in none of the repositories: " + e.getMessage(), e);
    }
  }

  /** The machine for an image. */
  final VirtualMachine machine(Path file) throws IOException, MojoExecutionException {
    long size = Files.size(file);
    try {
      return new VirtualMachine(
          GuestNames.host(hostName),
          cpus,
          ByteCount.parse(memory, spelled(PropertyNames.RUN_MEMORY)),
          Math.max(size, ByteCount.parse(disk, spelled(PropertyNames.RUN_DISK))),
          VirtualMachine.Console.of(console),
          firmware(file));
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException("The machine cannot be made: " + e.getMessage() + ".", e);
    }
  }

  private VirtualMachine.Firmware firmware(Path file) throws IOException, MojoExecutionException {
    return switch (firmware) {
      case "bios" -> VirtualMachine.Firmware.BIOS;
      case "uefi" -> VirtualMachine.Firmware.UEFI;
      case "auto" -> FirmwareChoice.of(file);
      default ->
          throw new MojoExecutionException(
              "\""
                  + firmware
                  + "\" is no firmware (set by "
                  + spelled(PropertyNames.RUN_FIRMWARE)
                  + "): take auto, bios or uefi.");
    };
  }

  /** What the guest is told of itself. */
  final MetadataVolume metadata(VirtualMachine guest) throws IOException, MojoExecutionException {
    GuestNames names = new GuestNames(Path.of(System.getProperty("user.home")));
    return new MetadataVolume(
        guest.name(),
        names.keys(Optional.ofNullable(authorizedKeys).map(File::toPath)),
        names.account(user, Optional.ofNullable(uid), getLog()::info));
  }

  /** A folder below the project's, or below that of the call if there is no project. */
  final Path folder(File inProject, String name) {
    return project.getFile() == null
        ? Path.of(session().getExecutionRootDirectory(), "target", "helios", name)
        : inProject.toPath();
  }

  private static String spelled(String property) {
    return "-D" + property;
  }
}
