package org.heliosimage.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class SeedCoordinatesTest {

  @Test
  void threeToFiveWords() throws MojoExecutionException {
    for (String good : List.of("g:a:1", "g:a:1:seed", "g:a:1:seed:tar.gz", "g:a:1::tar.gz")) {
      assertEquals(good, SeedCoordinates.parse(" " + good).orElseThrow().toString());
    }
    assertEquals("g:a:1:full", SeedCoordinates.parse("g:a:1:full:tar").orElseThrow().toString());
    assertEquals("tar", SeedCoordinates.parse("g:a:1").orElseThrow().extension());
    assertTrue(SeedCoordinates.parse(null).isEmpty());
    assertTrue(SeedCoordinates.parse(" ").isEmpty());
    for (String bad :
        List.of("g:a", "g:a:", "g::1", "g:a:1:", "g:a:1:c:jar", "g:a:1:c:tar:x", "g:a:${v}")) {
      assertEquals(
          "\""
              + bad
              + "\" names no seed (set by <seed> or -Dhelios.seed): write GROUP:ARTIFACT:VERSION,"
              + " GROUP:ARTIFACT:VERSION:CLASSIFIER or GROUP:ARTIFACT:VERSION:CLASSIFIER:tar.gz.",
          assertThrows(MojoExecutionException.class, () -> SeedCoordinates.parse(bad))
              .getMessage());
    }
  }

  @Test
  void aProjectIsKnown() throws MojoExecutionException {
    MavenProject project = new MavenProject();
    project.setGroupId("g");
    project.setArtifactId("a");
    project.setVersion("1");
    assertTrue(SeedCoordinates.parse("g:a:1:seed").orElseThrow().of(project));
    assertFalse(SeedCoordinates.parse("g:a:2").orElseThrow().of(project));
    assertFalse(SeedCoordinates.parse("g:b:1").orElseThrow().of(project));
  }
}
