package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The same inputs give the same bytes, wherever and by whichever Maven. */
class ReproducibleTest {

  @Test
  void sameBytesElsewhere(TestInfo test) throws IOException {
    Path folder = Workspace.of(test);
    Path other = Files.createDirectories(folder.resolve("else/where it is/quite other"));
    ImageProject here = ImageProject.in(folder).onDiskOf(128);
    ImageProject there = ImageProject.in(other).onDiskOf(128);
    // Maven takes the options of its JVM from here.
    Path options = Files.createDirectories(other.resolve(".mvn")).resolve("jvm.config");
    Files.writeString(
        options, "-Duser.timezone=Asia/Tokyo -Duser.language=tr -Dfile.encoding=ISO-8859-1\n");

    here.run("verify").succeeded();
    there.run("verify").succeeded();
    assertEquals(digests(here), digests(there));
  }

  @Test
  void sameBytesByEveryMaven(TestInfo test) throws IOException {
    Path folder = Workspace.of(test);
    ImageProject expected = ImageProject.in(folder).onDiskOf(128);
    expected.run("package").succeeded();
    for (Maven maven : List.of(Maven.THREE, Maven.FOUR)) {
      Path own = Files.createDirectories(folder.resolve(maven.name()));
      ImageProject project = ImageProject.generate(own, maven, own.resolve("helios"));
      BuildLog log = project.onDiskOf(128).run("verify").succeeded();
      assertEquals(project.raw().toString(), log.after("Image: ").orElseThrow());
      assertEquals(digests(expected), digests(project), maven.name());
      project.run("-o", "package").succeeded().leavingOut(BuildLog.STAGES);
    }
  }

  /** Digests of all outputs, and what the result files say. */
  private static Map<String, String> digests(ImageProject project) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.list(project.outputs())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        digests.put(
            name, name.endsWith(".json") ? Files.readString(file) : ImageProject.sha256(file));
      }
    }
    return digests;
  }
}
