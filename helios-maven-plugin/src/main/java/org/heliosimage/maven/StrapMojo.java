package org.heliosimage.maven;

import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.SeedDescription;
import org.heliosimage.engine.work.AtomicFiles;
import org.jspecify.annotations.Nullable;

/**
 * Makes the seed: a tar of an installed system, from packages, for any number of images. Runs the
 * templates {@code VARIANT-01-strap}, {@code VARIANT-02-image} and {@code VARIANT-03-archive}; one
 * whose inputs have not changed is left out.
 *
 * <p>In a project with packaging {@code helios-seed} the first seed is the main artifact; every
 * other one is attached with a classifier. With each seed goes a small JSON file that says its name
 * and digest. If {@code seed} names the seed of another project, the goal only says where that is.
 *
 * @since 1.0.0
 */
@Mojo(name = "strap", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class StrapMojo extends AbstractHeliosMojo {

  /**
   * Whether to attach the seed to the project, with type {@code tar}, or {@code tar.gz} if its
   * template has it compressed. A project with packaging {@code helios-seed} does so anyway.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.ATTACH_SEED, defaultValue = "false")
  private boolean attachSeed;

  /**
   * Classifier of the seed. Without one, the first seed of a project with packaging {@code
   * helios-seed} is the main artifact and any other one gets the middle of its name, which is
   * {@code full} for {@code helios-full.tar}; in projects with other packagings it is {@code seed}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SEED_CLASSIFIER)
  private @Nullable String seedClassifier;

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_STRAP, defaultValue = "false")
  private boolean skipStrap;

  @Inject private MavenProjectHelper helper;

  @Override
  boolean skipGoal() {
    return skipStrap;
  }

  @Override
  boolean runsTemplates() {
    return true;
  }

  @Override
  void perform(Engine engine, BuildRequest request, BuildLog log)
      throws IOException, MojoExecutionException {
    BuildResult result = engine.strap(request, log);
    say(result);
    boolean own = request.parts().given().isEmpty();
    if (own && (attachSeed || project.getPackaging().equals(Attachments.SEED))) {
      if (result.artifacts().isEmpty()) {
        throw new MojoExecutionException(
            "There is no seed to attach: the templates of variant "
                + request.image().variant()
                + " pack no tar; let VARIANT-03-archive pack one, or leave out <attachSeed> in a"
                + " project with another packaging than helios-seed.");
      }
      attach(result.artifacts().get(0), request);
    }
  }

  private void attach(BuildResult.Artifact seed, BuildRequest request)
      throws IOException, MojoExecutionException {
    SeedDescription description = SeedDescription.of(seed);
    Path json = request.folders().outputs().resolve(description.name() + ".seed.json");
    AtomicFiles.write(json, description.json());
    Attachments attachments = new Attachments(project, helper, execution);
    boolean compressed = description.name().endsWith("gz");
    String classifier = seedClassifier;
    if (classifier == null || classifier.isEmpty()) {
      if (!compressed && attachments.main(Attachments.SEED, seed.path())) {
        attachments.attach(SeedFinder.DESCRIPTION, "", json);
        return;
      }
      classifier =
          project.getPackaging().equals(Attachments.SEED)
              ? shortName(description.name(), request.image().name())
              : "seed";
    }
    attachments.attach(
        compressed ? SeedCoordinates.COMPRESSED : SeedCoordinates.TAR, classifier, seed.path());
    attachments.attach(SeedFinder.DESCRIPTION, classifier, json);
  }

  /** What tells a seed from others, such as {@code onu-base}. */
  private static String shortName(String tar, String name) {
    String stem = tar.replaceFirst("\\.(tar|tar\\.gz|tgz)$", "");
    return stem.startsWith(name + "-") ? stem.substring(name.length() + 1) : stem;
  }
}
