package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog;

/** Finds out whether this machine can build: system, privilege, dataset. */
final class HostCheck {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Launcher launcher;
  private final Path folder;
  private final BuildLog log;

  HostCheck(Launcher launcher, Path folder, BuildLog log) {
    this.launcher = launcher;
    this.folder = folder;
    this.log = log;
  }

  /** Whether this is an illumos system. */
  boolean isIllumos() throws IOException {
    return one("uname", "-s").equals("SunOS") && one("uname", "-o").equals("illumos");
  }

  void requireIllumos() throws IOException {
    String system;
    try {
      if (isIllumos()) {
        return;
      }
      system = "this one is " + one("uname", "-s");
    } catch (CommandException e) {
      system = String.valueOf(e.getMessage());
    }
    throw new BuildException(
        "the native engine needs an illumos system, and " + system + ": use portable",
        "engine",
        null);
  }

  /** Requires that commands can be run as root. */
  void requirePrivilege() throws IOException {
    String identity;
    try {
      identity = one("pfexec", "id");
    } catch (CommandException e) {
      throw new BuildException(remedy(String.valueOf(e.getMessage())));
    }
    if (!identity.startsWith("uid=0(")) {
      throw new BuildException(remedy("pfexec id says " + identity));
    }
  }

  private String remedy(String problem) {
    String user = launcher.host().user();
    return "pfexec does not give "
        + user
        + " the privileges of root ("
        + problem
        + "): as root, run usermod -P +'Primary Administrator' "
        + user;
  }

  /** Requires the dataset, which may be created if it is missing. */
  void requireDataset(String dataset, boolean create) throws IOException {
    try {
      run("zfs", "list", "-Ho", "name", dataset);
    } catch (CommandException e) {
      if (!isMissing(e)) {
        throw e;
      }
      if (!create) {
        throw missing(dataset);
      }
      run("pfexec", "zfs", "create", "-p", dataset);
      log.info("created the dataset " + dataset);
    }
  }

  /** Where the dataset is mounted. */
  Path mountpoint(String dataset) throws IOException {
    String value;
    try {
      value = one("zfs", "get", "-Ho", "value", "mountpoint", dataset);
    } catch (CommandException e) {
      throw isMissing(e) ? missing(dataset) : e;
    }
    if (!value.startsWith("/")) {
      throw new BuildException(
          "the dataset "
              + dataset
              + " has the mount point "
              + (value.isEmpty() ? "\"\"" : value)
              + ", under which its files cannot be found: set one with pfexec zfs set mountpoint=/"
              + dataset
              + " "
              + dataset,
          "dataset",
          null);
    }
    return Path.of(value);
  }

  private static boolean isMissing(CommandException e) {
    return e.errors().stream().anyMatch(line -> line.endsWith("dataset does not exist"));
  }

  private static BuildException missing(String dataset) {
    return new BuildException(
        "the dataset "
            + dataset
            + " does not exist: run pfexec zfs create -p "
            + dataset
            + ", or set helios.setup.createDataset",
        "dataset",
        null);
  }

  /** The line that a command prints; empty if it prints none. */
  String one(String... words) throws IOException {
    List<String> lines = run(words);
    return lines.isEmpty() ? "" : lines.get(0).strip();
  }

  List<String> run(String... words) throws IOException {
    Command command = Command.of(folder, PATIENCE, words);
    log.debug(command.text());
    return launcher.run(command, log::debug);
  }
}
