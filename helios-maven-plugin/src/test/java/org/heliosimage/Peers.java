package org.heliosimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Other people's programs that judge what we write. A test that needs one is skipped on a machine
 * without it, with a line that names the missing Debian package; with {@code
 * HELIOS_PEERS=required}, as in CI, it fails instead.
 */
public final class Peers {

  private static final long TIMEOUT_MINUTES = 5;

  private Peers() {}

  /** What a program printed (standard output and error together) and its exit status. */
  public record Outcome(int status, String output) {
    /** The output, insisting on exit status 0. */
    public String ok() {
      assertEquals(0, status, output);
      return output;
    }
  }

  /**
   * Finds a program.
   *
   * @return its absolute path
   */
  public static String require(String program, String debianPackage) {
    List<String> folders =
        new ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
    // Ordinary users lack these, where Debian puts disk tools.
    folders.addAll(List.of("/usr/sbin", "/sbin"));
    for (String folder : folders) {
      Path candidate = Path.of(folder, program);
      if (Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    throw missing(program, debianPackage);
  }

  /**
   * Finds a file.
   *
   * @param name a pattern for its name; of several that match, the last in order is taken
   */
  public static Path requireFile(Path folder, String name, String debianPackage)
      throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name)) {
        Path last = null;
        for (Path file : found) {
          last = last == null || file.compareTo(last) > 0 ? file : last;
        }
        if (last != null) {
          return last;
        }
      }
    }
    throw missing(folder.resolve(name).toString(), debianPackage);
  }

  private static IllegalStateException missing(String what, String debianPackage) {
    String missing = what + " is missing: install the package " + debianPackage;
    if ("required".equals(System.getenv("HELIOS_PEERS"))) {
      fail(missing);
    }
    Assumptions.abort(missing);
    return new IllegalStateException(missing);
  }

  /** Runs a program in a folder until it ends. */
  public static Outcome run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "peer", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        fail(command + " did not end within " + TIMEOUT_MINUTES + " minutes");
      }
      return new Outcome(
          process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  public static Outcome run(Path folder, String... command)
      throws IOException, InterruptedException {
    return run(folder, List.of(command));
  }
}
