package org.heliosimage.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.graph.DefaultDependencyNode;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactFilesTest {

  @TempDir private Path folder;
  private final MavenProject project = new MavenProject();
  private final Graph graph = new Graph();

  @BeforeEach
  void project() throws IOException {
    project.setGroupId("g");
    project.setArtifactId("own");
    project.setVersion("1");
    project.setArtifact(artifact("", file("own.jar")));
    project.addAttachedArtifact(artifact("sources", file("own-sources.jar")));
    project.addAttachedArtifact(artifact("later", null));
    graph.add("g", "lib", "", file("lib.jar"));
    graph.add("g", "lib", "linux", file("lib-linux.jar"));
    graph.add("g", "native", "linux", file("native-linux.jar"));
    graph.add("g", "native", "illumos", file("native-illumos.jar"));
    graph.add("g", "module", "", Files.createDirectories(folder.resolve("classes")));
  }

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), name);
  }

  private static org.apache.maven.artifact.Artifact artifact(String classifier, Path file) {
    DefaultArtifactHandler handler = new DefaultArtifactHandler("jar");
    DefaultArtifact artifact =
        new DefaultArtifact("g", "own", "1", null, "jar", classifier, handler);
    artifact.setFile(file == null ? null : file.toFile());
    return artifact;
  }

  private String find(String coordinates) throws MojoExecutionException {
    return new ArtifactFiles(project, new DefaultRepositorySystemSession(), graph, "<artifacts>")
        .find(List.of(Coordinates.parse(coordinates).orElseThrow()))
        .get(0)
        .getFileName()
        .toString();
  }

  private String problem(String coordinates) {
    return assertThrows(MojoExecutionException.class, () -> find(coordinates)).getMessage();
  }

  @Test
  void theBestOneIsTaken() throws MojoExecutionException {
    assertEquals("own.jar", find("g:own"));
    assertEquals("own-sources.jar", find("g:own:jar:sources"));
    assertEquals(0, graph.asked);
    assertEquals("lib.jar", find("g:lib"));
    assertEquals("lib-linux.jar", find("g:lib:jar:linux"));
    assertEquals(1, graph.resolved.size(), "nothing else is resolved");
    assertEquals("native-illumos.jar", find("g:native:jar:illumos"));
  }

  @Test
  void whatCannotBeFoundIsSaid() {
    assertEquals(
        "g:none:jar, named by <artifacts>, is neither an artifact of this project nor one of its"
            + " dependencies: add it to <dependencies>, best with <scope>provided</scope>.",
        problem("g:none:jar"));
    assertEquals(
        "g:native, named by <artifacts>, may be any of [g:native:jar:illumos, g:native:jar:linux]:"
            + " say type and classifier too.",
        problem("g:native"));
    assertEquals(
        "g:module:jar, named by <artifacts>, is not packaged yet, there is only "
            + folder.resolve("classes")
            + ": run Maven to phase package or further.",
        problem("g:module"));
    assertEquals(
        "g:own:jar:later, named by <artifacts>, is not packaged yet: let this goal run in phase"
            + " package or later, after the goal that makes it.",
        problem("g:own:jar:later"));
    graph.offline = true;
    String unresolved = problem("g:lib");
    assertTrue(
        unresolved.startsWith(
            "g:lib:jar, named by <artifacts>, cannot be resolved (no such file): "),
        unresolved);
  }

  @Test
  void coordinatesAreTwoToFourWords() {
    assertEquals("g:a", Coordinates.parse(" g:a ").orElseThrow().toString());
    assertEquals("g:a:jar:c", Coordinates.parse("g:a:jar:c").orElseThrow().toString());
    for (String bad : new String[] {"g", "g:", "g:a:jar:c:1", "g:a b", "g:a=b", ""}) {
      assertTrue(Coordinates.parse(bad).isEmpty(), bad);
    }
  }

  @Test
  void namesAreRelativePathsAndUnique() throws MojoExecutionException {
    assertEquals("g:a", NamedArtifact.map(List.of(named("g:a=lib/a.jar"))).get("lib/a.jar") + "");
    for (String bad :
        new String[] {"g:a", "g:a=", "g:a=/a.jar", "g:a=x/../a", "g=a.jar", "g:a=x//y"}) {
      String said =
          assertThrows(MojoExecutionException.class, () -> NamedArtifact.map(List.of(named(bad))))
              .getMessage();
      assertTrue(said.startsWith("<artifacts> (or -Dhelios.artifacts) needs "), said);
    }
    String twice =
        assertThrows(
                MojoExecutionException.class,
                () -> NamedArtifact.map(List.of(named("g:a=x"), named("g:b=x"))))
            .getMessage();
    assertTrue(twice.contains("has the name \"x\" twice, for g:a and for g:b"), twice);
  }

  private static NamedArtifact named(String item) {
    NamedArtifact artifact = new NamedArtifact();
    artifact.set(item);
    return artifact;
  }

  /** Dependencies without a repository behind them. */
  private static final class Graph
      implements ProjectDependenciesResolver, DependencyResolutionResult {
    private final List<Dependency> all = new ArrayList<>();
    private List<Dependency> resolved = List.of();
    private boolean offline;
    private int asked;

    void add(String group, String name, String classifier, Path file) {
      all.add(
          new Dependency(
              new org.eclipse.aether.artifact.DefaultArtifact(group, name, classifier, "jar", "1")
                  .setFile(file.toFile()),
              "provided"));
    }

    @Override
    public DependencyResolutionResult resolve(DependencyResolutionRequest request)
        throws DependencyResolutionException {
      asked++;
      resolved =
          all.stream()
              .filter(
                  each ->
                      request
                          .getResolutionFilter()
                          .accept(new DefaultDependencyNode(each), List.of()))
              .toList();
      if (offline) {
        throw new DependencyResolutionException(this, "failed", null);
      }
      return this;
    }

    @Override
    public DependencyNode getDependencyGraph() {
      return new DefaultDependencyNode((Dependency) null);
    }

    @Override
    public List<Dependency> getDependencies() {
      return resolved;
    }

    @Override
    public List<Dependency> getResolvedDependencies() {
      return resolved;
    }

    @Override
    public List<Dependency> getUnresolvedDependencies() {
      return resolved;
    }

    @Override
    public List<Exception> getCollectionErrors() {
      return List.of();
    }

    @Override
    public List<Exception> getResolutionErrors(Dependency dependency) {
      return List.of(new IOException("no such file."));
    }
  }
}
