package org.heliosimage.engine.illumos;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The machine that builds.
 *
 * @param environment environment of the programs it runs; {@code PATH} says where they are
 * @param root what the paths of the system's programs start with
 */
public record Host(Map<String, String> environment, Path root) {

  /** Where the system's own programs are; not everybody has these folders in PATH. */
  private static final List<String> FURTHER = List.of("usr/bin", "usr/sbin", "sbin");

  public Host {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** This machine, as this process sees it. */
  public static Host current() {
    return new Host(System.getenv(), Path.of("/"));
  }

  /** Finds a program by its name, or by the absolute path that it has on illumos. */
  Optional<Path> find(String program) {
    return candidates(program).stream().filter(Host::isProgram).findFirst();
  }

  /** The user who builds, for messages. */
  String user() {
    return environment.getOrDefault("LOGNAME", environment.getOrDefault("USER", "USER"));
  }

  static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private List<Path> candidates(String program) {
    if (program.startsWith("/")) {
      return List.of(root.resolve(program.substring(1)));
    }
    List<Path> candidates = new ArrayList<>();
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        candidates.add(Path.of(folder, program));
      }
    }
    FURTHER.forEach(folder -> candidates.add(root.resolve(folder).resolve(program)));
    return candidates;
  }
}
