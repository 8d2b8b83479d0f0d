package org.heliosimage.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.GivenSeed;
import org.heliosimage.engine.SeedDescription;

/** Finds seeds of other projects: of modules of the same build, else in repositories. */
final class SeedFinder {

  /** Type of the description that is attached beside every seed. */
  static final String DESCRIPTION = "json";

  private static final String PARAMETER = "seed";

  private final MavenProject project;
  private final MavenSession session;
  private final RepositorySystem repositories;

  SeedFinder(MavenProject project, MavenSession session, RepositorySystem repositories) {
    this.project = project;
    this.session = session;
    this.repositories = repositories;
  }

  /** The seed, which is looked for when it is needed. */
  GivenSeed seed(SeedCoordinates wanted) {
    return new GivenSeed(wanted.toString(), () -> find(wanted));
  }

  /** The module of this build that makes the seed. */
  Optional<MavenProject> module(SeedCoordinates wanted) {
    return session.getProjects().stream().filter(wanted::of).findFirst();
  }

  private GivenSeed.Found find(SeedCoordinates wanted) throws IOException {
    Optional<MavenProject> module = module(wanted);
    return module.isPresent() ? made(wanted, module.get()) : published(wanted);
  }

  private GivenSeed.Found made(SeedCoordinates wanted, MavenProject module) throws IOException {
    // Whether it was faster by chance must not decide.
    if (!session.getProjectDependencyGraph().getUpstreamProjects(project, true).contains(module)) {
      throw new BuildException(
          wanted
              + " is a module of this build that need not be built before "
              + project.getArtifactId()
              + ": add it to <dependencies>, with <type>tar</type> and <scope>provided</scope>",
          PARAMETER,
          null);
    }
    Optional<Path> tar = file(module, wanted.classifier(), wanted.extension());
    if (tar.isEmpty()) {
      throw new BuildException(
          wanted
              + " is a module of this build with packaging "
              + module.getPackaging()
              + ", and it has made no such seed: run Maven to phase package or further, and let"
              + " the module have packaging helios-seed, or helios:strap attach its seed",
          PARAMETER,
          null);
    }
    return found(tar.get(), file(module, wanted.classifier(), DESCRIPTION));
  }

  private static Optional<Path> file(MavenProject module, String classifier, String extension) {
    List<Artifact> all = new ArrayList<>(module.getAttachedArtifacts());
    all.add(module.getArtifact());
    for (Artifact each : all) {
      String known = each.getClassifier() == null ? "" : each.getClassifier();
      File file = each.getFile();
      if (known.equals(classifier)
          && each.getArtifactHandler().getExtension().equals(extension)
          && file != null
          && file.isFile()) {
        return Optional.of(file.toPath());
      }
    }
    return Optional.empty();
  }

  private GivenSeed.Found published(SeedCoordinates wanted) throws IOException {
    Path tar;
    try {
      tar = resolve(wanted, wanted.extension());
    } catch (ArtifactResolutionException e) {
      // Maven would append what a cause says to the sentence that says it already.
      throw new BuildException(
          "the seed "
              + wanted
              + " cannot be found ("
              + reason(e)
              + "): "
              + (session.isOffline() ? "run Maven without -o, or " : "")
              + "build and install the project that makes it, or have its module in this build");
    }
    Optional<Path> description;
    try {
      description = Optional.of(resolve(wanted, DESCRIPTION));
    } catch (ArtifactResolutionException e) {
      // What was made by other means has none.
      description = Optional.empty();
    }
    return found(tar, description);
  }

  private Path resolve(SeedCoordinates wanted, String extension)
      throws ArtifactResolutionException {
    DefaultArtifact artifact =
        new DefaultArtifact(
            wanted.groupId(),
            wanted.artifactId(),
            wanted.classifier(),
            extension,
            wanted.version());
    return repositories
        .resolveArtifact(
            session.getRepositorySession(),
            new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), null))
        .getArtifact()
        .getFile()
        .toPath();
  }

  /** The first sentence of what Maven says. */
  private static String reason(ArtifactResolutionException e) {
    return String.valueOf(e.getMessage()).replaceFirst("(?s)(\\.\\s.*|\\.)$", "");
  }

  private static GivenSeed.Found found(Path tar, Optional<Path> description) throws IOException {
    return new GivenSeed.Found(
        tar,
        description.isPresent() && Files.isRegularFile(description.get())
            ? Optional.of(SeedDescription.read(description.get()))
            : Optional.empty());
  }
}
