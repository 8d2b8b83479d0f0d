package org.heliosimage.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactProperties;
import org.eclipse.aether.graph.Dependency;
import org.heliosimage.maven.Coordinates.Known;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a project's own artifacts and of its dependencies, direct or not, of any
 * scope. Of the dependencies only those asked for are resolved, and only when they are asked for:
 * nothing else of the build sees them.
 */
final class ArtifactFiles {

  private final MavenProject project;
  private final RepositorySystemSession session;
  private final ProjectDependenciesResolver resolver;
  private final String parameter;

  /**
   * @param parameter how the user spells the parameter that names artifacts
   */
  ArtifactFiles(
      MavenProject project,
      RepositorySystemSession session,
      ProjectDependenciesResolver resolver,
      String parameter) {
    this.project = project;
    this.session = session;
    this.resolver = resolver;
    this.parameter = parameter;
  }

  /** The file of each, in the same order. */
  List<Path> find(List<Coordinates> wanted) throws MojoExecutionException {
    Map<Known, @Nullable File> own = own();
    List<Coordinates> others =
        wanted.stream().filter(each -> own.keySet().stream().noneMatch(each::covers)).toList();
    Map<Known, @Nullable File> all = new HashMap<>(own);
    if (!others.isEmpty()) {
      all.putAll(dependencies(others));
    }
    List<Path> files = new ArrayList<>();
    for (Coordinates each : wanted) {
      Known meant = only(each, new ArrayList<>(all.keySet()));
      files.add(file(meant, all.get(meant), own.containsKey(meant)));
    }
    return files;
  }

  private Known only(Coordinates wanted, List<Known> all) throws MojoExecutionException {
    List<Known> meant = wanted.among(all);
    if (meant.isEmpty()) {
      throw new MojoExecutionException(
          wanted
              + ", named by "
              + parameter
              + ", is neither an artifact of this project nor one of its dependencies: add it to"
              + " <dependencies>, best with <scope>provided</scope>.");
    }
    if (meant.size() > 1) {
      throw new MojoExecutionException(
          wanted
              + ", named by "
              + parameter
              + ", may be any of "
              + meant.stream().map(Known::toString).sorted().toList()
              + ": say type and classifier too.");
    }
    return meant.get(0);
  }

  private Path file(Known known, @Nullable File file, boolean own) throws MojoExecutionException {
    if (file != null && Files.isRegularFile(file.toPath())) {
      return file.toPath();
    }
    throw new MojoExecutionException(
        known
            + ", named by "
            + parameter
            + ", is not packaged yet"
            + (file == null ? "" : ", there is only " + file)
            + (own
                ? ": let this goal run in phase package or later, after the goal that makes it."
                : ": run Maven to phase package or further."));
  }

  private Map<Known, @Nullable File> own() {
    Map<Known, @Nullable File> own = new HashMap<>();
    List<org.apache.maven.artifact.Artifact> all = new ArrayList<>(project.getAttachedArtifacts());
    all.add(project.getArtifact());
    for (org.apache.maven.artifact.Artifact artifact : all) {
      String classifier = artifact.getClassifier();
      own.put(
          new Known(
              artifact.getGroupId(),
              artifact.getArtifactId(),
              artifact.getType(),
              artifact.getArtifactHandler().getExtension(),
              classifier == null ? "" : classifier),
          artifact.getFile());
    }
    return own;
  }

  private Map<Known, @Nullable File> dependencies(List<Coordinates> wanted)
      throws MojoExecutionException {
    DefaultDependencyResolutionRequest request =
        new DefaultDependencyResolutionRequest(project, session);
    request.setResolutionFilter(
        (node, parents) ->
            node.getArtifact() != null
                && wanted.stream().anyMatch(each -> each.covers(known(node.getArtifact()))));
    DependencyResolutionResult result;
    try {
      result = resolver.resolve(request);
    } catch (DependencyResolutionException e) {
      // Maven would append what a cause says to the sentence that says it already.
      throw new MojoExecutionException(unresolved(e));
    }
    Map<Known, @Nullable File> files = new HashMap<>();
    for (Dependency dependency : result.getResolvedDependencies()) {
      files.put(known(dependency.getArtifact()), dependency.getArtifact().getFile());
    }
    return files;
  }

  private static Known known(Artifact artifact) {
    return new Known(
        artifact.getGroupId(),
        artifact.getArtifactId(),
        artifact.getProperty(ArtifactProperties.TYPE, artifact.getExtension()),
        artifact.getExtension(),
        artifact.getClassifier());
  }

  private String unresolved(DependencyResolutionException e) {
    List<Exception> reasons = new ArrayList<>(e.getResult().getCollectionErrors());
    List<Dependency> missing = e.getResult().getUnresolvedDependencies();
    missing.forEach(each -> reasons.addAll(e.getResult().getResolutionErrors(each)));
    String what =
        missing.isEmpty()
            ? "The dependencies of " + project.getArtifactId()
            : known(missing.get(0).getArtifact()).toString();
    String reason = String.valueOf((reasons.isEmpty() ? e : reasons.get(0)).getMessage());
    return what
        + ", named by "
        + parameter
        + ", cannot be resolved ("
        + reason.replaceFirst("\\.$", "")
        + "): build its module in the same run of Maven, to phase package, or install it before.";
  }
}
