package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.NativeTools;
import org.heliosimage.engine.work.WorkLock;

/** Finds the program image-builder, or builds it as the set-up of helios-engvm does. */
final class ImageBuilder {

  private static final String NAME = "image-builder";
  private static final String PROGRAM = "target/release/" + NAME;

  private final Launcher launcher;
  private final NativeTools tools;
  private final Path area;
  private final boolean offline;

  ImageBuilder(Launcher launcher, BuildRequest request) {
    this.launcher = launcher;
    this.tools = request.tools();
    this.area = request.folders().work().toAbsolutePath().normalize().resolve(NAME);
    this.offline = request.network().transport().offline();
  }

  /** Where it is, if it is anywhere. */
  Optional<Path> find() {
    if (tools.imageBuilder().isPresent()) {
      return tools.imageBuilder().map(Path::toAbsolutePath).filter(Host::isProgram);
    }
    Path built = area.resolve(PROGRAM);
    if (tools.build()) {
      return Optional.of(built).filter(Host::isProgram);
    }
    return launcher
        .host()
        .find(NAME)
        .map(Path::toAbsolutePath)
        .or(() -> Optional.of(built).filter(Host::isProgram));
  }

  /** Where it is. */
  Path require() throws BuildException {
    return find()
        .orElseThrow(
            () ->
                new BuildException(
                    tools
                        .imageBuilder()
                        .map(path -> path + " is no program")
                        .orElse(
                            "image-builder is neither in a folder of PATH nor in "
                                + area
                                + ": name it, or set helios.imageBuilder.build to have helios:setup build it"),
                    "imageBuilder",
                    null));
  }

  /** Builds it if that is wanted and the revision is not there yet. */
  void prepare(BuildLog log) throws IOException {
    if (!tools.build() || tools.imageBuilder().isPresent()) {
      return;
    }
    WorkLock lock = WorkLock.take(area.resolveSibling(NAME + ".lock"));
    try {
      if (Files.isDirectory(area.resolve(".git"))
          && find().isPresent()
          && run(log, area, "git", "rev-parse", "HEAD").equals(List.of(tools.revision()))) {
        return;
      }
      if (offline) {
        throw new BuildException(
            "image-builder "
                + tools.revision()
                + " is not built yet, and to fetch its sources from "
                + tools.source()
                + " needs the network: run helios:setup once without -o");
      }
      build(log);
    } finally {
      lock.close();
    }
  }

  private void build(BuildLog log) throws IOException {
    Path parent = Files.createDirectories(area.resolveSibling("."));
    if (!Files.isDirectory(area.resolve(".git"))) {
      run(log, parent, "git", "clone", "--recurse-submodules", tools.source(), area.toString());
    }
    run(log, area, "git", "fetch", "origin", tools.revision());
    run(log, area, "git", "checkout", tools.revision());
    run(log, area, "git", "submodule", "update", "--recursive");
    try (BuildLog.Task task = log.task("cargo build " + NAME)) {
      run(log, area, "cargo", "build", "--locked", "--release");
      task.done("revision " + tools.revision());
    }
    if (find().isEmpty()) {
      throw new BuildException(
          "cargo ended without an error, but made no " + area.resolve(PROGRAM));
    }
  }

  private List<String> run(BuildLog log, Path folder, String... words) throws IOException {
    Command command = Command.of(folder, tools.patience(), words);
    log.debug(command.text());
    return launcher.run(command, log::debug);
  }
}
