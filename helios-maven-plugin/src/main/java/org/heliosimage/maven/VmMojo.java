package org.heliosimage.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.vm.EngvmConfig;
import org.heliosimage.vm.LibvirtDomain;
import org.heliosimage.vm.VirtualMachine;

/**
 * Describes a machine for the image to other programs: a domain for libvirt with its two disks, and
 * a settings file for the scripts of helios-engvm. Builds the image first if that is not up to
 * date, and never replaces a disk.
 *
 * @since 1.0.0
 */
@Mojo(name = "vm", requiresProject = false, threadSafe = true)
@Execute(phase = LifecyclePhase.PACKAGE)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class VmMojo extends AbstractMachineGoal {

  /**
   * Where the files go.
   *
   * @since 1.0.0
   */
  @Parameter(defaultValue = "${project.build.directory}/helios/vm")
  private File vmDirectory;

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_VM, defaultValue = "false")
  private boolean skipVm;

  @Override
  boolean skipGoal() {
    return skipVm;
  }

  @Override
  void perform(BuildLog log) throws IOException, MojoExecutionException {
    Path image = image();
    VirtualMachine machine = machine(image);
    Path folder = Files.createDirectories(folder(vmDirectory, "vm"));
    Path disk = folder.resolve(machine.name() + ".qcow2");
    Path metadata = folder.resolve(machine.name() + "-metadata.cpio");
    if (Files.exists(disk)) {
      throw new MojoExecutionException(
          "The disk "
              + disk
              + " of an earlier call may hold what a guest wrote: remove it to begin with a new one.");
    }
    Files.deleteIfExists(metadata);
    metadata(machine).write(metadata, OptionalInt.empty());
    machine.createDisk(disk, image);
    Path domain = folder.resolve(machine.name() + ".xml");
    Files.writeString(domain, LibvirtDomain.xml(machine, disk, Optional.of(metadata)));
    Path config = Files.createDirectories(folder.resolve("config")).resolve(machine.name() + ".sh");
    Files.writeString(config, EngvmConfig.text(machine, image.getFileName().toString()));
    log.info("libvirt: virsh define " + domain);
    log.info(
        "helios-engvm: copy %s to its folder config and %s to input, then ./create.sh %s"
            .formatted(config, image.getFileName(), machine.name()));
  }
}
