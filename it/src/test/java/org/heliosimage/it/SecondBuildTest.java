package org.heliosimage.it;

import static org.heliosimage.it.BuildLog.ARCHIVE;
import static org.heliosimage.it.BuildLog.IMAGE;
import static org.heliosimage.it.BuildLog.INSTALL;
import static org.heliosimage.it.BuildLog.STRAP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

/** What a build does again, and what it leaves as it is. */
class SecondBuildTest {

  private static final int ROUNDS = 3;

  @Test
  void nothingChangedNothingDone(TestInfo test) throws IOException {
    ImageProject project = ImageProject.in(Workspace.of(test));
    project.run("package").succeeded().leavingOut();
    Map<Path, FileTime> times = times(project);
    String raw = ImageProject.sha256(project.raw());
    String seed = ImageProject.sha256(project.seed());

    project.run("-o", "package").succeeded().leavingOut(STRAP, INSTALL, ARCHIVE, IMAGE);
    assertEquals(times, times(project));
    assertEquals(raw, ImageProject.sha256(project.raw()));
    assertEquals(seed, ImageProject.sha256(project.seed()));

    // Another time of an input is no other input.
    Path motd = project.folder().resolve("src/main/helios/files/motd");
    Files.setLastModifiedTime(motd, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
    project.run("-o", "package").succeeded().leavingOut(STRAP, INSTALL, ARCHIVE, IMAGE);
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

  @Test
  void changeRunsWhatDependsOnIt(TestInfo test) throws IOException {
    ImageProject project = ImageProject.in(Workspace.of(test)).onDiskOf(128);
    project.run("package").succeeded();
    String first = ImageProject.sha256(project.raw());

    project.overlay("files/motd", "Another message of the day.\n");
    project.run("verify").succeeded().leavingOut(STRAP, INSTALL, ARCHIVE);
    String second = ImageProject.sha256(project.raw());
    assertNotEquals(first, second);

    project.overlay("files/nobody-names-this", "Nothing takes this file.\n");
    project.run("package").succeeded().leavingOut(STRAP, INSTALL, ARCHIVE, IMAGE);

    project.overlay(
        "files/platform-pc.xml", "<!-- The second stage and the image take this. -->\n");
    project.run("verify").succeeded().leavingOut(STRAP);
    String third = ImageProject.sha256(project.raw());
    assertNotEquals(second, third);

    // The way back gives the old bytes again.
    Files.delete(project.folder().resolve("src/main/helios/files/platform-pc.xml"));
    project.run("package").succeeded().leavingOut(STRAP);
    assertEquals(second, ImageProject.sha256(project.raw()));
  }

  @Test
  void resetRunsAgainAndChangesNothing(TestInfo test) throws IOException {
    ImageProject project = ImageProject.in(Workspace.of(test)).onDiskOf(128);
    project.run("package").succeeded();
    String raw = ImageProject.sha256(project.raw());

    project.run("package", "-Dhelios.reset").succeeded().leavingOut(STRAP);
    assertEquals(raw, ImageProject.sha256(project.raw()));
    project.run("package", "-Dhelios.fullReset").succeeded().leavingOut();
    assertEquals(raw, ImageProject.sha256(project.raw()));

    // What is gone is made again, of the stages that are still there.
    Workspace.delete(project.folder().resolve("target"));
    project.run("package").succeeded().leavingOut(STRAP, INSTALL);
    assertEquals(raw, ImageProject.sha256(project.raw()));
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
