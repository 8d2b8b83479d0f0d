package org.heliosimage.maven;

import java.io.IOException;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildResult;
import org.jspecify.annotations.Nullable;

/**
 * What all goals have in common: they can be skipped, they tell what they do, and how they fail.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
abstract class AbstractGoal extends AbstractMojo {

  /**
   * Skips all goals of this plugin.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP, defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  @Inject private MavenSession session;

  @Inject private SettingsDecrypter decrypter;

  @Inject private ProjectDependenciesResolver resolver;

  /** Whether the user skips this goal. */
  abstract boolean skipGoal();

  /** Does the goal's work. */
  abstract void perform(BuildLog log)
      throws IOException, MojoExecutionException, MojoFailureException;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip || skipGoal()) {
      getLog().info("skipped");
      return;
    }
    LiveLine live = LiveLine.of(session, !getLog().isInfoEnabled());
    try {
      perform(new MavenBuildLog(getLog(), live, sentence -> remember(sentence, true) == null));
    } catch (IOException e) {
      throw new MojoExecutionException(Sentence.of(e, parameterNames()), e);
    } finally {
      live.clear();
    }
  }

  /** Says what came of it. */
  final void say(BuildResult result) {
    getLog().info(result.summary());
  }

  /** The build that this goal is part of. */
  final MavenSession session() {
    return session;
  }

  /** What settings.xml says about the network. */
  final NetworkSettings network() {
    return new NetworkSettings(session, decrypter);
  }

  /** Whether the project uses this plugin, or is all there is so that it must be meant. */
  final boolean buildsImages() {
    return session.getProjects().size() == 1
        || project.getPlugin(execution.getPlugin().getKey()) != null;
  }

  /**
   * The project's artifacts and dependencies.
   *
   * @param parameter how the user spells the parameter that names them
   */
  final ArtifactFiles artifactFiles(String parameter) {
    return new ArtifactFiles(project, session.getRepositorySession(), resolver, parameter);
  }

  /** The time of everything that is made, and a warning if nobody chose it. */
  final OutputTimestamp outputTimestamp(@Nullable String configured) throws MojoExecutionException {
    OutputTimestamp time = OutputTimestamp.of(configured, System.getenv("SOURCE_DATE_EPOCH"));
    getLog().debug("times are " + time.seconds() + " seconds since 1970, from " + time.origin());
    if (!time.chosen() && remember("outputTimestamp", "warned") == null) {
      getLog()
          .warn(
              "project.build.outputTimestamp is not set: all times in what is made are "
                  + "2020-01-01T00:00:00Z.");
    }
    return time;
  }

  /** Properties of the command line. */
  final Properties userProperties() {
    return session.getUserProperties();
  }

  /** Keeps a value for the other goals of this project in this build; gives the one before. */
  @SuppressWarnings("unchecked") // Maven declares a raw map of strings to objects
  final @Nullable Object remember(String key, Object value) {
    return getPluginContext() == null ? null : getPluginContext().put(key, value);
  }

  private ParameterNames parameterNames() {
    return new ParameterNames(execution.getMojoDescriptor());
  }
}
