package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A build that is killed leaves nothing that the next one trusts. */
class KilledBuildTest {

  private static final int KILLS = 20;
  private static final long SEED = 20261101;

  @Test
  void nextBuildMakesTheSame(TestInfo test) throws IOException, InterruptedException {
    ImageProject project = ImageProject.in(Workspace.of(test)).onDiskOf(80);
    double whole = runFor(project, Long.MAX_VALUE);
    List<String> expected = digests(project);

    System.out.println("Kills by the seed " + SEED);
    Random random = new Random(SEED);
    for (int i = 0; i < KILLS; i++) {
      // One in each of equal parts of the time, so that every stage is hit.
      double moment = whole * (i + random.nextDouble()) / KILLS;
      Workspace.delete(project.folder().resolve("target"));
      Workspace.delete(project.work());

      double seconds = runFor(project, (long) (moment * 1000));
      System.out.printf(Locale.ROOT, "Killed after %.2f of %.2f s%n", seconds, whole);
      String killed = "killed after " + seconds + " s";
      project.run("verify").succeeded();
      assertEquals(expected, digests(project), killed);
      assertEquals(List.of(), leftovers(project.outputs()), killed);
      assertEquals(List.of(), leftovers(project.work()), killed);
    }
  }

  /** Runs a build, and kills it if it takes longer than this; gives the time that it ran. */
  private static double runFor(ImageProject project, long milliseconds)
      throws IOException, InterruptedException {
    List<String> arguments = List.of("-o", "package", "-Dhelios.workDirectory=" + project.work());
    ProcessBuilder builder =
        new ProcessBuilder(project.maven().command(project.folder(), arguments))
            .redirectErrorStream(true)
            .redirectOutput(project.folder().resolveSibling("killed.log").toFile());
    builder.environment().put("MAVEN_OPTS", Maven.options());
    long begin = System.nanoTime();
    Process build = builder.start();
    try {
      if (build.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
        assertEquals(0, build.exitValue(), "see killed.log");
      }
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      List<ProcessHandle> children = build.descendants().toList();
      build.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      build.waitFor();
      for (ProcessHandle child : children) {
        child.onExit().join();
      }
    }
  }

  private static List<String> digests(ImageProject project) throws IOException {
    return List.of(ImageProject.sha256(project.raw()), ImageProject.sha256(project.seed()));
  }

  /** Temporary files; all of the plugin's are hidden or in a folder of that purpose. */
  private static List<Path> leftovers(Path folder) throws IOException {
    List<Path> leftovers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> isTemporary("/" + folder.relativize(file)))
          .forEach(leftovers::add);
    }
    return leftovers;
  }

  private static boolean isTemporary(String path) {
    return path.matches(".*(/\\.helios-tmp-|/tmp/|/scratch/).*");
  }
}
