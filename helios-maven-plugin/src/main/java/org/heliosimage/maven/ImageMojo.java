package org.heliosimage.maven;

import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.artifact.handler.manager.ArtifactHandlerManager;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Makes the image from the seed: a raw disk image, or what else the template builds. Runs the
 * template {@code MACHINE-CONSOLE-VARIANT}, and for the variant {@code iso} the templates {@code
 * eltorito-efi} and {@code MACHINE-iso}, unless their inputs have not changed.
 *
 * <p>In a project with packaging {@code helios-image} the first image is the main artifact; every
 * other one is attached with a classifier of its own. Its type is the kind of the image: {@code
 * raw}, {@code ufs}, {@code pcfs}, {@code iso}, {@code tar} or {@code tar.gz}.
 *
 * @since 1.0.0
 */
@Mojo(name = "image", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class ImageMojo extends AbstractHeliosMojo {

  /**
   * Classifier of the image. Without one, the first image of a project with packaging {@code
   * helios-image} is the main artifact, and any other one gets {@code MACHINE-CONSOLE-VARIANT}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.CLASSIFIER)
  private @Nullable String classifier;

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_IMAGE, defaultValue = "false")
  private boolean skipImage;

  @Inject private MavenProjectHelper helper;

  @Inject private ArtifactHandlerManager handlers;

  @Override
  boolean skipGoal() {
    return skipImage;
  }

  @Override
  boolean runsTemplates() {
    return true;
  }

  @Override
  boolean isAboutImages() {
    return true;
  }

  @Override
  void perform(Engine engine, BuildRequest request, BuildLog log)
      throws IOException, MojoExecutionException {
    BuildResult result = engine.image(request, log);
    say(result);
    if (result.artifacts().isEmpty()) {
      throw new MojoExecutionException(
          "The template of the image makes no file: let it build another kind than a dataset, or "
              + "pack a tar.");
    }
    Path image = result.artifacts().get(0).path();
    Attachments attachments = new Attachments(project, helper, execution);
    if (classifier != null && !classifier.isEmpty()) {
      attachments.attach(type(image), classifier, image);
    } else if (!attachments.main(Attachments.IMAGE, image, type(image), handlers)) {
      String template = request.options().names().image().orElse(request.image().template());
      attachments.attach(type(image), template, image);
    }
    getLog().info("Image: " + image);
  }

  /** The kind of the image, which its name ends in. */
  private static String type(Path image) {
    String name = image.getFileName().toString();
    return name.endsWith(".tar.gz") ? "tar.gz" : name.substring(name.lastIndexOf('.') + 1);
  }
}
