package org.heliosimage.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.publish.PackagePublisher;
import org.heliosimage.engine.publish.Publication;
import org.heliosimage.engine.publish.Published;
import org.jspecify.annotations.Nullable;

/**
 * Makes an IPS package of the project's artifacts and files, and puts it into a package repository
 * or an archive. Works in a project of any packaging, a plain {@code jar} too; images of the same
 * build can install the package, by a {@code packageMirror} whose {@code to} is the repository's
 * folder as a {@code file:} URI.
 *
 * <p>The package has what lies in {@code src/main/ips/root}, what {@code files} lists, and what the
 * manifest template in {@code src/main/ips} says: dependencies, users, licences, links, owners and
 * modes. What nobody gives an owner and mode gets those that are customary in illumos, and a
 * service manifest below {@code /lib/svc/manifest} is taken in as soon as the package is installed.
 *
 * <p>The time in the package's version is {@code project.build.outputTimestamp}: the same files
 * give the same package, byte for byte.
 *
 * @since 1.0.0
 */
@Mojo(name = "publish", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public class PublishMojo extends AbstractGoal {

  /**
   * Where the package goes: a repository folder, which is made if it is missing, or an archive if
   * the name ends with {@code .p5p}, which then holds this package alone.
   *
   * @since 1.0.0
   */
  @Parameter(
      property = PropertyNames.PUBLISH_TO,
      defaultValue = "${project.build.directory}/helios/repository")
  private File to;

  /**
   * The publisher: letters, digits, dots and dashes.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.PUBLISHER, defaultValue = "${project.groupId}")
  private String publisher;

  /**
   * Name of the package, such as {@code service/network/answers}. By default it is the artifactId,
   * in which characters that no package's name can have become dashes.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.PACKAGE_NAME)
  private @Nullable String packageName;

  /**
   * Version of the package: numbers with dots, perhaps with a branch after a dash, as in {@code
   * 1.2.3-2.0}. By default it is made of the leading numbers of the project's version: {@code
   * 1.2.3}, {@code 1.2.3-SNAPSHOT} and {@code 1.2.3-beta} all give {@code 1.2.3}, and {@code
   * 1.2.3-4} gives {@code 1.2.3.4}, because versions of packages know no words. The time that
   * follows it tells builds of one version apart.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.PACKAGE_VERSION)
  private @Nullable String packageVersion;

  /**
   * One line about the package, {@code pkg.summary}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.PACKAGE_SUMMARY, defaultValue = "${project.name}")
  private @Nullable String summary;

  /**
   * More about the package, {@code pkg.description}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.PACKAGE_DESCRIPTION, defaultValue = "${project.description}")
  private @Nullable String description;

  /**
   * The category that package managers show, such as {@code System/Services}; one of another scheme
   * than the usual one has the scheme before it, as in {@code org.example:Any}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.CLASSIFICATION)
  private @Nullable String classification;

  /**
   * The manifest template: lines of actions as pkg(7) has them, in which {@code $(NAME)} stands for
   * a value. By default it is the only file {@code *.p5m} in {@code src/main/ips}, if there is one.
   * The file of a {@code license} or {@code file} action is named after that word and is looked up
   * in the template's folder, in the project's folder, and among what the package delivers.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.PACKAGE_MANIFEST)
  private @Nullable File manifest;

  /**
   * Values for the template, over those that are there anyway: {@code project.groupId}, {@code
   * project.artifactId}, {@code project.version}, {@code project.name}, {@code
   * project.description}, {@code project.url}, {@code pkg.publisher}, {@code pkg.name}, {@code
   * pkg.version}, the project's properties and those of the command line. A macro {@code #} makes a
   * comment of the line that it starts.
   *
   * @since 1.0.0
   */
  @Parameter private @Nullable Map<String, String> macros;

  /**
   * A folder whose contents the package delivers: {@code src/main/ips/root/etc/answers.conf}
   * becomes {@code /etc/answers.conf}. It may be missing.
   *
   * @since 1.0.0
   */
  @Parameter(defaultValue = "${project.basedir}/src/main/ips/root")
  private File root;

  /**
   * Files for the package. Every {@code file} has a {@code path}, which says where it is to be, and
   * {@code coordinates} of an artifact, or a {@code file} on this machine; without either it is the
   * project's main artifact. {@code owner}, {@code group} and {@code mode} are the customary ones
   * unless stated. The coordinates are {@code GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]} of an artifact of
   * the project or of one of its dependencies, direct or not.
   *
   * @since 1.0.0
   */
  @Parameter private @Nullable List<PackageFile> files;

  /**
   * Owners and modes other than the customary ones: every {@code rule} has a pattern {@code paths},
   * and any of {@code owner}, {@code group}, {@code fileMode} and {@code dirMode}. Of several rules
   * the first that says something counts, and the template comes before all rules.
   *
   * @since 1.0.0
   */
  @Parameter private @Nullable List<PackageRule> rules;

  /**
   * A private RSA key in PEM form (PKCS #8, without password) to sign the package with.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SIGNING_KEY)
  private @Nullable File signingKey;

  /**
   * The certificate of {@code signingKey} in PEM form, followed by those that lead to an authority
   * that clients trust.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SIGNING_CERTIFICATE)
  private @Nullable File signingCertificate;

  /**
   * Whether the repository is this project's alone: it then holds one version of each package, and
   * the package that is made takes the place of the last one. Otherwise packages are added, and one
   * that is there already with the same version and time but other contents is an error. By default
   * it is true for a repository below {@code target}, and false elsewhere.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.REPLACE)
  private @Nullable Boolean replace;

  /**
   * Whether to attach an archive to the project, with type {@code p5p}, so that it is installed and
   * deployed with it.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.ATTACH_PACKAGE, defaultValue = "false")
  private boolean attach;

  /**
   * Classifier of an attached archive.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.PACKAGE_CLASSIFIER)
  private @Nullable String classifier;

  /**
   * When the package is published, so that the same files give the same package: a time like {@code
   * 2026-11-01T00:00:00Z} or seconds since 1970. Without it the environment variable {@code
   * SOURCE_DATE_EPOCH} counts, else 2020-01-01T00:00:00Z.
   *
   * @since 1.0.0
   */
  @Parameter(defaultValue = "${project.build.outputTimestamp}")
  private @Nullable String outputTimestamp;

  /**
   * Skips this goal.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SKIP_PUBLISH, defaultValue = "false")
  private boolean skipPublish;

  @Inject private MavenProjectHelper helper;

  @Override
  boolean skipGoal() {
    return skipPublish;
  }

  @Override
  void perform(BuildLog log) throws IOException, MojoExecutionException {
    Publication publication = publication();
    if (attach && !publication.target().isArchive()) {
      throw new MojoExecutionException(
          "Only an archive can be attached, and <to> (or -D"
              + PropertyNames.PUBLISH_TO
              + ") is the repository folder "
              + to
              + ": let its name end with .p5p, or set <attach> to false.");
    }
    Published published = PackagePublisher.publish(publication);
    log.info(sentence(published));
    if (attach) {
      new Attachments(project, helper, execution)
          .attach("p5p", classifier == null ? "" : classifier, published.path());
    }
  }

  private static String sentence(Published published) {
    return published.fmri()
        + ": "
        + published.files()
        + (published.files() == 1 ? " file, " : " files, ")
        + published.bytes()
        + " bytes, "
        + (published.unchanged() ? "unchanged in " : "published to ")
        + published.path();
  }

  private Publication publication() throws IOException, MojoExecutionException {
    OutputTimestamp time = outputTimestamp(outputTimestamp);
    Publication.Name name =
        new Publication.Name(
            publisher,
            packageName == null ? PackagePublisher.stem(project.getArtifactId()) : packageName,
            packageVersion == null
                ? PackagePublisher.version(project.getVersion())
                : packageVersion);
    Optional<Path> template =
        new PackageManifest(manifest, project.getBasedir().toPath().resolve("src/main/ips")).find();
    return new Publication(
        name,
        target(),
        time.seconds(),
        metadata(),
        template,
        sources(template),
        new PackageMacros(project, userProperties()).with(name, macros),
        root.toPath(),
        PackageFile.placed(
            files, artifactFiles("<files>"), project.getGroupId() + ":" + project.getArtifactId()),
        PackageRule.list(rules),
        signing());
  }

  private Publication.Target target() {
    Path build = Path.of(project.getBuild().getDirectory()).toAbsolutePath().normalize();
    Path path = to.toPath().toAbsolutePath().normalize();
    return new Publication.Target(
        path,
        replace == null ? path.startsWith(build) : replace,
        build.resolve("helios/publish-" + execution.getExecutionId()),
        build.resolve("helios/publish-" + execution.getExecutionId() + ".json"),
        project.getBasedir().toPath());
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("pkg.summary", PackageMacros.line(summary));
    metadata.put("pkg.description", PackageMacros.line(description));
    metadata.put("info.upstream-url", PackageMacros.line(project.getUrl()));
    String category = PackageMacros.line(classification);
    metadata.put(
        "info.classification",
        category.isEmpty() || category.indexOf(':') >= 0
            ? category
            : "org.opensolaris.category.2008:" + category);
    return metadata;
  }

  private List<Path> sources(Optional<Path> template) {
    Path base = project.getBasedir().toPath();
    Path folder = template.map(Path::toAbsolutePath).map(Path::getParent).orElse(null);
    return folder == null ? List.of(base) : List.of(folder, base);
  }

  private Optional<Publication.Signing> signing() throws MojoExecutionException {
    if (signingKey == null && signingCertificate == null) {
      return Optional.empty();
    }
    if (signingKey == null || signingCertificate == null) {
      throw new MojoExecutionException(
          "A package is signed with both <signingKey> (or -D"
              + PropertyNames.SIGNING_KEY
              + ") and <signingCertificate> (or -D"
              + PropertyNames.SIGNING_CERTIFICATE
              + "): give the other one too.");
    }
    return Optional.of(new Publication.Signing(signingKey.toPath(), signingCertificate.toPath()));
  }
}
