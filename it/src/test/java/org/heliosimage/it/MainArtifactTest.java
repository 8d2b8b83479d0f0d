package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The main artifact is of the kind of the image, for every Maven. */
class MainArtifactTest {

  private static final Path LOCAL = Path.of(System.getProperty("it.repository"));
  private static final String DATASET = "\"dataset\": { \"name\": \"d\", %s }";
  private static final String PACKED = "{ \"t\": \"pack_tar\", \"name\": \"%s\" }";
  private static final String UNPACKED =
      "{ \"t\": \"unpack_tar\", \"name\": \"${name}-base.tar\" }";

  @Test
  void hasTheExtensionOfItsKind(TestInfo test) throws IOException {
    Path folder = Workspace.of(test);
    Workspace.delete(LOCAL.resolve("com/example/my-kinds"));
    ImageProject project =
        ImageProject.in(folder)
            .pom("<artifactId>my-image<", "<artifactId>my-kinds<")
            .pom("<version>1.0-SNAPSHOT<", "<version>1<");
    template(project, "base-01-strap", DATASET.formatted("\"output_snapshot\": \"s\""), "");
    template(
        project,
        "base-02-image",
        DATASET.formatted("\"input_snapshot\": \"s\", \"output_snapshot\": \"i\""),
        "{ \"t\": \"devfsadm\" }");
    template(
        project,
        "base-03-archive",
        DATASET.formatted("\"input_snapshot\": \"i\""),
        PACKED.formatted("${name}-base.tar"));

    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("iso", "\"iso\": {}");
    kinds.put("tar.gz", DATASET.formatted("\"output_snapshot\": \"s\""));
    kinds.put("raw", "\"pool\": { \"name\": \"rpool\", \"size\": 96, \"label\": false }");
    for (Map.Entry<String, String> kind : kinds.entrySet()) {
      String extension = kind.getKey();
      String steps =
          extension.equals("tar.gz") ? UNPACKED + ", " + PACKED.formatted("all.tar.gz") : UNPACKED;
      template(project, "qemu-ttya-base", kind.getValue(), steps);
      boolean all = extension.equals("iso");
      for (Maven maven : all ? List.of(Maven.values()) : List.of(Maven.THIS)) {
        Path remote = folder.resolve("remote-" + extension + "-" + maven);
        BuildLog log =
            maven
                .run(
                    project.folder(),
                    List.of(
                        "deploy",
                        "-DaltDeploymentRepository=remote::file://" + remote,
                        "-Dhelios.workDirectory=" + project.work()))
                .succeeded();
        Path image = Path.of(log.after("Image: ").orElseThrow());
        for (Path repository : List.of(remote, LOCAL)) {
          Path published = repository.resolve("com/example/my-kinds/1/my-kinds-1." + extension);
          assertTrue(Files.isRegularFile(published), published + " is missing: " + log.text());
          assertEquals(-1, Files.mismatch(image, published), published::toString);
        }
        try (Stream<Path> files = Files.list(remote.resolve("com/example/my-kinds/1"))) {
          List<String> images =
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.matches(".*\\.(pom|md5|sha1|sha256|sha512)"))
                  .toList();
          assertEquals(List.of("my-kinds-1." + extension), images);
        }
      }
    }
  }

  private static void template(ImageProject project, String name, String kind, String steps)
      throws IOException {
    project.overlay(
        "helios/" + name + ".json", "{ " + kind + ",\n  \"steps\": [ " + steps + " ] }\n");
  }
}
