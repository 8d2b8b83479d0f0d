package org.heliosimage.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.handler.manager.ArtifactHandlerManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/** Makes files artifacts of the project; two executions never take each other's place. */
final class Attachments {

  /** The packaging whose main artifact is an image. */
  static final String IMAGE = "helios-image";

  /** The packaging whose main artifact is a seed. */
  static final String SEED = "helios-seed";

  private static final String OWNER = Attachments.class.getName() + ":";

  private final MavenProject project;
  private final MavenProjectHelper helper;
  private final MojoExecution execution;

  Attachments(MavenProject project, MavenProjectHelper helper, MojoExecution execution) {
    this.project = project;
    this.helper = helper;
    this.execution = execution;
  }

  /**
   * Makes a file the main artifact, unless another execution has or the project has another
   * packaging.
   */
  boolean main(String packaging, Path file) {
    if (!project.getPackaging().equals(packaging) || !owns("")) {
      return false;
    }
    project.getArtifact().setFile(file.toFile());
    return true;
  }

  /**
   * Makes a file the main artifact, as above, of a type that need not be that of the packaging.
   *
   * @param handlers knows the extension of the type
   */
  boolean main(String packaging, Path file, String type, ArtifactHandlerManager handlers) {
    if (!main(packaging, file)) {
      return false;
    }
    Artifact main = project.getArtifact();
    if (!main.getArtifactHandler().getExtension().equals(type)) {
      main.setArtifactHandler(handlers.getArtifactHandler(type));
    }
    return true;
  }

  /**
   * Attaches a file.
   *
   * @param classifier empty for none
   */
  void attach(String type, String classifier, Path file) throws MojoExecutionException {
    if (!owns(type + ":" + classifier)) {
      throw new MojoExecutionException(
          "Execution "
              + execution.getExecutionId()
              + " would replace the artifact with classifier \""
              + classifier
              + "\" of execution "
              + project.getContextValue(OWNER + type + ":" + classifier)
              + ": give one of them another <classifier>, <machine>, <console> or <variant>.");
    }
    File attached = file.toFile();
    for (Artifact artifact : project.getAttachedArtifacts()) {
      String known = artifact.getClassifier() == null ? "" : artifact.getClassifier();
      if (classifier.equals(known) && type.equals(artifact.getType())) {
        artifact.setFile(attached);
        return;
      }
    }
    helper.attachArtifact(project, type, classifier.isEmpty() ? null : classifier, attached);
  }

  /** Claims a name for this execution; it may run again, as in {@code mvn package verify}. */
  private boolean owns(String name) {
    Object owner = project.getContextValue(OWNER + name);
    if (owner == null) {
      project.setContextValue(OWNER + name, execution.getExecutionId());
      return true;
    }
    return owner.equals(execution.getExecutionId());
  }
}
