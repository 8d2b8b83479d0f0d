package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heliosimage.engine.BuildException;

/** The baseline of the zone brand omicron1: what a zone of it starts from. */
final class Baseline {

  private static final String PACKAGE = "/system/zones/brand/omicron1/tools";
  private static final String VERSION = "1.0.26";
  private static final String PROGRAM = "/usr/lib/brand/omicron1/baseline";
  private static final String LABEL = "Version:";

  private Baseline() {}

  /** Requires the package with the program, in the version that the scripts are written for. */
  static void requireTools(HostCheck host) throws IOException {
    String found;
    try {
      found =
          host.run("pkg", "info", PACKAGE).stream()
              .map(String::strip)
              .filter(line -> line.startsWith(LABEL))
              .map(line -> line.substring(LABEL.length()).strip())
              .findFirst()
              .orElse("without a version");
    } catch (CommandException e) {
      throw wrong("is not there (" + e.getMessage() + ")");
    }
    if (!found.equals(VERSION)) {
      throw wrong("is " + found);
    }
  }

  private static BuildException wrong(String problem) {
    return new BuildException(
        "the feature omicron1 needs the package "
            + PACKAGE
            + " "
            + VERSION
            + " on the host, and it "
            + problem
            + ": run pfexec pkg install "
            + PACKAGE
            + "@"
            + VERSION);
  }

  /** Makes the baseline of an installed image, as files for templates. */
  static List<String> command(Path image, Path files) {
    return List.of(PROGRAM, "-R", image.toString(), files.toString());
  }
}
