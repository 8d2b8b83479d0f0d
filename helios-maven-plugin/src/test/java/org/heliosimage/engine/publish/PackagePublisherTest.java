package org.heliosimage.engine.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.RepositorySource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagePublisherTest {

  @TempDir private Path project;
  private Path jar;

  @BeforeEach
  void jar() throws IOException {
    jar = Files.writeString(project.resolve("service-1.0.jar"), "jar".repeat(1000));
  }

  private Publication.Target target(String path, boolean own) {
    return new Publication.Target(
        project.resolve(path),
        own,
        project.resolve("target/work"),
        project.resolve("target/service.json"),
        project);
  }

  private Publication publication(Publication.Name name, Publication.Target target) {
    return new Publication(
        name,
        target,
        1_793_491_200L,
        Map.of("pkg.summary", "Answers", "pkg.description", ""),
        Optional.of(project.resolve("service.p5m")),
        List.of(project),
        Map.of("user", "answers"),
        project.resolve("root"),
        List.of(
            new Publication.Placed(
                jar, "/opt/service/service.jar", new Publication.Owner(null, null, "0444"))),
        List.of(
            new Publication.Rule(
                "opt/service/*", new Publication.Owner("answers", null, null), null)),
        Optional.empty());
  }

  private static Publication.Name name(String version) {
    return new Publication.Name("com.example", "service", version);
  }

  private void template(String text) throws IOException {
    Files.writeString(project.resolve("service.p5m"), text);
  }

  @Test
  void whatIsPublishedCanBeRead() throws IOException {
    template("user username=$(user) group=$(user)\ngroup groupname=$(user)\n");
    Publication publication = publication(name("1.0"), target("repo", false));
    Published published = PackagePublisher.publish(publication);
    assertEquals("pkg://com.example/service@1.0,5.11:20261101T000000Z", published.fmri());
    assertEquals(1, published.files());
    assertEquals(3000, published.bytes());
    assertFalse(published.unchanged());

    RepositorySource source = RepositorySource.open(project.resolve("repo").toUri().toString());
    Manifest manifest = source.manifest(source.catalog("com.example").versions("service").get(0));
    String text = manifest.actions().toString();
    assertTrue(text.contains("mode=0444 owner=answers path=opt/service/service.jar"), text);
    assertTrue(text.contains("user group=answers"), text);
    assertEquals(List.of("Answers"), manifest.metadata("pkg.summary"));
    assertEquals(List.of(), manifest.metadata("pkg.description"));
    assertFalse(Files.exists(project.resolve("target/work")));
    assertEquals(
        """
        {
          "bytes": 3000,
          "files": 1,
          "fmri": "pkg://com.example/service@1.0,5.11:20261101T000000Z",
          "manifest": "sha-1:%s",
          "path": "repo",
          "unchanged": false
        }
        """
            .formatted(manifest.signature()),
        Files.readString(project.resolve("target/service.json")));
    assertTrue(PackagePublisher.publish(publication).unchanged());

    Files.writeString(jar, "other");
    String said =
        assertThrows(IOException.class, () -> PackagePublisher.publish(publication)).getMessage();
    assertTrue(said.contains("with other contents"), said);
    assertFalse(
        PackagePublisher.publish(publication(name("1.0"), target("repo", true))).unchanged());
  }

  @Test
  void anArchiveIsTheSameForTheSameFiles() throws IOException {
    template("");
    Publication publication = publication(name("1.0"), target("out/service.p5p", true));
    assertFalse(PackagePublisher.publish(publication).unchanged());
    Path file = project.resolve("out/service.p5p");
    byte[] first = Files.readAllBytes(file);
    assertTrue(PackagePublisher.publish(publication).unchanged());
    assertEquals(1, RepositorySource.open(file.toUri().toString()).catalog("com.example").size());
    Files.writeString(jar, "other");
    assertFalse(PackagePublisher.publish(publication).unchanged());
    Files.writeString(jar, "jar".repeat(1000));
    PackagePublisher.publish(publication);
    assertArrayEquals(first, Files.readAllBytes(file));
    try (var files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void mistakesNameTheParameter() throws IOException {
    template("");
    assertEquals("packageName", parameter(new Publication.Name("com.example", "-", "1")));
    assertEquals("publisher", parameter(new Publication.Name("com_example", "service", "1")));
    assertEquals("packageVersion", parameter(name("1.x")));
    Publication full = publication(name("1"), target("repo", true));
    Publication empty =
        new Publication(
            full.name(),
            full.target(),
            full.time(),
            full.metadata(),
            full.template(),
            full.sources(),
            full.macros(),
            full.root(),
            List.of(),
            List.of(),
            Optional.empty());
    BuildException e = assertThrows(BuildException.class, () -> PackagePublisher.publish(empty));
    assertTrue(e.getMessage().contains("the package service would be empty"), e.getMessage());
    assertFalse(Files.exists(project.resolve("repo")));
  }

  private String parameter(Publication.Name name) {
    return assertThrows(
            BuildException.class,
            () -> PackagePublisher.publish(publication(name, target("repo", true))))
        .parameter()
        .orElseThrow();
  }

  @Test
  void namesOfOtherKindsBecomeNamesOfPackages() throws IOException {
    assertEquals("my-service_2.13", PackagePublisher.stem("my service_2.13"));
    assertEquals("core", PackagePublisher.stem("_core"));
    assertEquals("1.2.3", PackagePublisher.version("1.2.3-SNAPSHOT"));
  }
}
