package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.Isolated;

/** A build with nothing to do does nothing. */
@Isolated("it tells how long that takes")
class UnchangedBuildTest {

  private static final int ROUNDS = 3;

  @Test
  void runsNoStage(TestInfo test) throws IOException {
    ImageProject project = ImageProject.in(Workspace.of(test));
    project.run("package").succeeded().leavingOut();
    Map<Path, FileTime> times = times(project);
    String raw = ImageProject.sha256(project.raw());
    String seed = ImageProject.sha256(project.seed());

    project.run("-o", "package").succeeded().leavingOut(BuildLog.STAGES);
    assertEquals(times, times(project));
    assertEquals(raw, ImageProject.sha256(project.raw()));
    assertEquals(seed, ImageProject.sha256(project.seed()));

    // Another time of an input is no other input.
    Path motd = project.folder().resolve("src/main/helios/files/motd");
    Files.setLastModifiedTime(motd, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
    project.run("-o", "package").succeeded().leavingOut(BuildLog.STAGES);
    assertEquals(times, times(project));

    double validate = fastest(project, "validate");
    double unchanged = fastest(project, "package");
    System.out.printf(
        Locale.ROOT,
        "Second build: mvn -q -o package %.2f s, mvn -q -o validate %.2f s, difference %.2f s%n",
        unchanged,
        validate,
        unchanged - validate);
  }

  /** Times of all outputs; their result files say whether the last build changed them. */
  private static Map<Path, FileTime> times(ImageProject project) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(project.outputs())) {
      for (Path file : files.filter(file -> !file.toString().endsWith(".json")).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  private static double fastest(ImageProject project, String phase) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      BuildLog log = project.run("-q", "-o", phase).succeeded();
      assertTrue(log.lines().stream().allMatch(String::isBlank), log::text);
      best = Math.min(best, log.seconds());
    }
    return best;
  }
}
