package org.heliosimage.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.Engines;
import org.heliosimage.engine.NativeTools;
import org.jspecify.annotations.Nullable;

/** What the goals are told that have to do with an image. */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
abstract class AbstractHeliosMojo extends AbstractSwitchesMojo {

  /**
   * The engine that builds: {@code portable} runs on any machine with Java, {@code native} drives
   * the tools of an illumos host, {@code auto} is the native one on an illumos host that has
   * image-builder and the portable one everywhere else.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.ENGINE, defaultValue = "auto")
  private String engine;

  /**
   * Name of the work area, as a ZFS dataset is named: a folder of that name below {@code
   * workDirectory}. It holds what lets a later build skip what has not changed. Projects that share
   * it do not disturb each other. For the native engine it is a ZFS dataset indeed, and every
   * project needs one of its own.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.DATASET, defaultValue = "rpool/images/${user.name}")
  private String dataset;

  /**
   * The variant of the system, which picks the templates of the seed ({@code VARIANT-01-strap} and
   * so on) and, with machine and console, the template of the image. The variants {@code ufs},
   * {@code zfs} and {@code iso} are ramdisks and their installer: see {@code seedVariant}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.VARIANT, defaultValue = "base")
  private String variant;

  /**
   * The machine that the image is for; the template of the image is {@code
   * MACHINE-CONSOLE-VARIANT}, and {@code MACHINE-iso} for the variant {@code iso}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.MACHINE, defaultValue = "generic")
  private String machine;

  /**
   * The console of the machine.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.CONSOLE, defaultValue = "ttya")
  private String console;

  /**
   * The release of Helios, a number such as {@code 2} or {@code 2.0}. The part before the dot is
   * the feature {@code heliosver} and picks package repository and publisher.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RELEASE, defaultValue = "2")
  private String release;

  /**
   * The group of the templates.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.GROUP, defaultValue = "helios")
  private String group;

  /**
   * Start of the seed's name: {@code NAME-VARIANT.tar}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.NAME, defaultValue = "helios")
  private String name;

  /**
   * Further features for the templates in the syntax of image-builder's {@code -F}: {@code NAME},
   * {@code NAME=VALUE}, {@code NAME+=VALUE}, {@code NAME-=VALUE} or {@code ^NAME}, applied in
   * order. As a property they are separated by commas.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.FEATURES)
  private @Nullable List<String> features;

  /**
   * The project's own templates and files, laid over all others: {@code
   * src/main/helios/helios/files/motd} replaces the file {@code motd} of the group {@code helios}.
   *
   * @since 1.0.0
   */
  @Parameter(defaultValue = "${project.basedir}/src/main/helios")
  private File overlay;

  /**
   * A template root in the layout of image-builder, laid over the templates that come with the
   * plugin.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.TEMPLATES)
  private @Nullable File templates;

  /**
   * Folders with the files that templates name by {@code extsrc}; the first that has a file wins.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.EXTERNAL_SOURCES)
  private @Nullable List<File> externalSources;

  /**
   * Artifacts that templates can place in the image: {@code "extsrc": "NAME"} in a step {@code
   * ensure_file} is then the artifact's file. In a pom every one has the elements {@code
   * coordinates}, which are {@code GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]}, and {@code name}; as a
   * property they are written {@code COORDINATES=NAME,COORDINATES=NAME}.
   *
   * <p>An artifact is one of the project's own or one of its dependencies, direct or not and of any
   * scope, also a module of the same build; the version is that of the dependency. Best give the
   * dependency the scope {@code provided}, so that it goes no further. Nothing but what is listed
   * here is resolved.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.ARTIFACTS)
  private @Nullable List<NamedArtifact> artifacts;

  /**
   * The seed of another project, to make the image of it: {@code GROUP:ARTIFACT:VERSION} of a
   * project with packaging {@code helios-seed}, followed by {@code :CLASSIFIER} if the seed is not
   * the main artifact of its project ({@code seed} for that of another packaging), and by {@code
   * :tar.gz} if it is compressed, as in {@code com.example:base:1.0:seed:tar.gz}. {@code
   * helios:strap} then makes no seed and only says where this one comes from.
   *
   * <p>The seed is a module of the same build, or it is in the local repository or a remote one. A
   * module must be among the dependencies too, with {@code <type>tar</type>} and {@code
   * <scope>provided</scope>}, so that Maven builds it before. The project that makes the seed takes
   * no notice of this parameter, so that a parent can set it for all modules.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SEED)
  private @Nullable String seed;

  /**
   * Which package repository to use in place of one that a template names. In a pom every mirror
   * has the elements {@code from} and {@code to}; as a property they are written {@code
   * FROM=TO,FROM=TO}. {@code from} is the start of a URI, of which the longest one wins and whose
   * rest is appended to {@code to}; {@code *} stands for any URI. {@code to} is an {@code http:},
   * {@code https:} or {@code file:} URI, or {@code sample:} for the small packages that come with
   * this plugin.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.PACKAGE_MIRRORS)
  private @Nullable List<PackageMirror> packageMirrors;

  /**
   * Folder of all work areas and of the package cache. It is outside of the project, so that {@code
   * mvn clean} keeps what was downloaded; it can be removed at any time.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.WORK_DIRECTORY, defaultValue = "${user.home}/.m2/helios")
  private File workDirectory;

  /**
   * How large the package cache in {@code workDirectory} may be after a build, such as {@code 500M}
   * or {@code 10GiB}. What was not used for the longest time goes first, and nothing goes while
   * another build uses the cache.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.CACHE_SIZE, defaultValue = "10GiB")
  private String cacheSize;

  /**
   * The output area: seeds, images and their result files.
   *
   * @since 1.0.0
   */
  @Parameter(defaultValue = "${project.build.directory}/helios/output")
  private File outputDirectory;

  /**
   * Runs all stages again but the first one of the seed.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.RESET, defaultValue = "false")
  private boolean reset;

  /**
   * Runs all stages again.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.FULL_RESET, defaultValue = "false")
  private boolean fullReset;

  /**
   * Runs only the last stage of the seed, which packs what the other stages left before.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.ARCHIVE_ONLY, defaultValue = "false")
  private boolean archiveOnly;

  /**
   * Modification time of everything that is made, so that the same inputs give the same bytes: a
   * time like {@code 2026-11-01T00:00:00Z} or seconds since 1970. Without it the environment
   * variable {@code SOURCE_DATE_EPOCH} counts, else 2020-01-01T00:00:00Z.
   *
   * @since 1.0.0
   */
  @Parameter(defaultValue = "${project.build.outputTimestamp}")
  private @Nullable String outputTimestamp;

  /**
   * Native engine: where image-builder is. Without it, image-builder is looked for in the folders
   * of {@code PATH} and where this plugin has built it.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.IMAGE_BUILDER)
  private @Nullable File imageBuilder;

  /**
   * Native engine: whether {@code helios:setup} builds image-builder with git and cargo, unless
   * that revision is built already. The goals then use that one.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.BUILD_IMAGE_BUILDER, defaultValue = "false")
  private boolean buildImageBuilder;

  /**
   * Native engine: where the sources of image-builder are, as git takes it.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.IMAGE_BUILDER_SOURCE, defaultValue = NativeTools.SOURCE)
  private String imageBuilderSource;

  /**
   * Native engine: which revision of image-builder to build, the full hash of a commit.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.IMAGE_BUILDER_REVISION, defaultValue = NativeTools.REVISION)
  private String imageBuilderRevision;

  /**
   * Native engine: whether {@code helios:setup} creates the dataset if it is missing.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.CREATE_DATASET, defaultValue = "false")
  private boolean createDataset;

  /**
   * Native engine: how many seconds any one command may take.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.COMMAND_TIMEOUT, defaultValue = "14400")
  private int commandTimeout;

  @Inject private RepositorySystem repositories;

  /** Whether the goal runs templates, rather than only looking at them. */
  boolean runsTemplates() {
    return false;
  }

  /** Whether the goal is about an image even where the packaging is about a seed. */
  boolean isAboutImages() {
    return false;
  }

  /** Does the goal's work. */
  abstract void perform(Engine engine, BuildRequest request, BuildLog log)
      throws IOException, MojoExecutionException, MojoFailureException;

  @Override
  final void perform(BuildLog log)
      throws IOException, MojoExecutionException, MojoFailureException {
    BuildRequest request = request();
    perform(Engines.of(request), request, log);
  }

  private BuildRequest request() throws MojoExecutionException {
    OutputTimestamp time = outputTimestamp(outputTimestamp);
    NetworkSettings network = network();
    return new BuildRequest(
        engine,
        new BuildRequest.Folders(
            project.getBasedir().toPath(),
            outputDirectory.toPath(),
            workDirectory.toPath(),
            dataset,
            overlay.toPath(),
            Optional.ofNullable(templates).map(File::toPath),
            externalSources == null ? List.<Path>of() : paths(externalSources),
            artifacts(),
            Optional.of(project.getBasedir().toPath().resolve("helios.lock"))),
        new BuildRequest.Image(group, name, variant, machine, console, release),
        features == null ? List.of() : features,
        mirrors(network),
        new BuildRequest.Force(reset, fullReset, archiveOnly),
        time.seconds(),
        project.getGroupId() + ":" + project.getArtifactId() + ":" + project.getVersion(),
        new BuildRequest.Network(
            network.transport(),
            ByteCount.parse(cacheSize, "<cacheSize> or -D" + PropertyNames.CACHE_SIZE)),
        new NativeTools(
            Optional.ofNullable(imageBuilder).map(File::toPath),
            buildImageBuilder,
            imageBuilderSource,
            imageBuilderRevision,
            createDataset,
            Duration.ofSeconds(commandTimeout)),
        options(),
        parts());
  }

  /** Whether the seed of another project is that of a module of this build. */
  final boolean seedIsModule() throws MojoExecutionException {
    Optional<SeedCoordinates> from = SeedCoordinates.parse(seed);
    return from.isPresent()
        && new SeedFinder(project, session(), repositories).module(from.get()).isPresent();
  }

  private BuildRequest.Parts parts() throws MojoExecutionException {
    Optional<SeedCoordinates> from = SeedCoordinates.parse(seed).filter(each -> !each.of(project));
    if (from.isPresent()) {
      return BuildRequest.Parts.from(
          new SeedFinder(project, session(), repositories).seed(from.get()));
    }
    return project.getPackaging().equals(Attachments.SEED) && !isAboutImages()
        ? BuildRequest.Parts.SEED
        : BuildRequest.Parts.ALL;
  }

  /** What the project says comes before what settings.xml says of the same URIs. */
  private Map<String, String> mirrors(NetworkSettings network) throws MojoExecutionException {
    Map<String, String> mirrors = new TreeMap<>(network.packageMirrors());
    mirrors.putAll(PackageMirror.map(packageMirrors));
    return mirrors;
  }

  /** The files of the artifacts if they are needed: a goal may run before they are made. */
  private Map<String, Optional<Path>> artifacts() throws MojoExecutionException {
    Map<String, Coordinates> named = NamedArtifact.map(artifacts);
    Map<String, Optional<Path>> files = new TreeMap<>();
    named.keySet().forEach(each -> files.put(each, Optional.empty()));
    if (runsTemplates() && !named.isEmpty()) {
      List<Path> found =
          artifactFiles("<artifacts> (or -D" + PropertyNames.ARTIFACTS + ")")
              .find(List.copyOf(named.values()));
      int i = 0;
      for (String each : named.keySet()) {
        files.put(each, Optional.of(found.get(i++)));
      }
    }
    return files;
  }

  private static List<Path> paths(List<File> files) {
    return files.stream().map(File::toPath).toList();
  }
}
