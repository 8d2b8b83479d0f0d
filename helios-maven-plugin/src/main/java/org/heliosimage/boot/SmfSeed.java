package org.heliosimage.boot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.tree.TreeException;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the service repository of an image. The native tool runs svccfg to import all manifests
 * into a copy of the seed. There is no svccfg here, so the copy stays as it is, and the first boot
 * imports the manifests, as it does for every manifest that is new since the last boot: before
 * services start, early manifest import reads {@code /lib/svc/manifest} and the profiles below
 * {@code /etc/svc/profile}. What the step asks for is laid in the places where it looks.
 *
 * <p>Sources: illumos, usr/src/cmd/svc/startd and usr/src/cmd/svc/milestone/manifest-import.
 */
public final class SmfSeed {

  private static final String SEEDS = "/lib/svc/seed/";
  private static final String REPOSITORY = "/etc/svc/repository.db";
  private static final String PROFILES = "/etc/svc/profile";
  private static final String SITE = "/var/svc/profile/site.xml";
  private static final String EARLY_SITE = PROFILES + "/site.xml";
  private static final String DEBUG = PROFILES + "/site/startd-debug.xml";
  private static final String EARLY_IMPORT = "/lib/svc/manifest/system/early-manifest-import.xml";

  private static final String MANIFESTS_DIFFERENCE =
      "seed_smf: service manifests are not imported while the image is built, but by its first"
          + " boot, which takes longer for it";
  private static final String SKIPPED_DIFFERENCE =
      "seed_smf with skip_seed: the image has no service repository; its first boot makes one and"
          + " imports all manifests";
  private static final String DEBUG_DIFFERENCE =
      "seed_smf with debug: the first boot applies the debug setting as a profile, so messages"
          + " before that are not logged";

  private SmfSeed() {}

  /**
   * What the step is asked for.
   *
   * @param seed name of the seed, such as {@code global}; {@code null} to start without one
   * @param profiles any of {@code generic}, {@code platform} and {@code site}, which the image has
   * @param debug whether the restarter is to log debug messages
   */
  public record Options(@Nullable String seed, List<String> profiles, boolean debug) {
    public Options {
      profiles = List.copyOf(profiles);
    }
  }

  /**
   * Puts the repository into place.
   *
   * @param time modification time of what is written, seconds since 1970
   * @return how the image differs from what the native tool makes, a sentence for each
   */
  public static List<String> seed(FileTree tree, Options options, long time) throws IOException {
    if (regularFile(tree, EARLY_IMPORT).isEmpty()) {
      throw new BootException(
          EARLY_IMPORT
              + " is not in the image, so its first boot could not import any service; install the"
              + " package SUNWcs before seed_smf");
    }
    List<String> differences = new ArrayList<>();
    if (options.seed() == null) {
      if (tree.find(REPOSITORY).isPresent()) {
        tree.remove(REPOSITORY);
      }
      differences.add(SKIPPED_DIFFERENCE);
    } else {
      tree.put(
          REPOSITORY,
          new RegularFile(Attributes.of(0600, 0, 0, time), seedFile(tree, options.seed())));
      differences.add(MANIFESTS_DIFFERENCE);
    }
    for (String profile : options.profiles()) {
      apply(tree, profile, time);
    }
    if (options.debug()) {
      tree.mkdirs(PROFILES + "/site", Attributes.of(0755, 0, 3, time));
      tree.put(DEBUG, new RegularFile(Attributes.of(0444, 0, 3, time), Content.of(debugProfile())));
      differences.add(DEBUG_DIFFERENCE);
    }
    return Collections.unmodifiableList(differences);
  }

  private static Content seedFile(FileTree tree, String seed) throws IOException {
    if (seed.isEmpty() || seed.startsWith(".") || seed.indexOf('/') >= 0) {
      throw new BootException("\"" + seed + "\" is not the name of a service seed");
    }
    String path = SEEDS + seed + ".db";
    return regularFile(tree, path)
        .orElseThrow(
            () ->
                new BootException(
                    path
                        + " is not in the image; install the package SUNWcs, which delivers the"
                        + " seeds global and nonglobal, or set skip_seed"))
        .content();
  }

  /** Makes sure that the first boot finds a profile before it starts services. */
  private static void apply(FileTree tree, String profile, long time) throws IOException {
    boolean site = profile.equals("site");
    String path = site ? SITE : PROFILES + "/" + profile + ".xml";
    if (regularFile(tree, path).isEmpty()) {
      throw new BootException(
          "the profile "
              + path
              + " is not in the image; place it, or a link to one that is there, before seed_smf");
    }
    if (site && tree.find(EARLY_SITE).isEmpty()) {
      // Alone in its own place it would be read late, after services that it disables have started.
      tree.mkdirs(PROFILES, Attributes.of(0755, 0, 3, time));
      tree.put(
          EARLY_SITE,
          new Symlink(Attributes.of(0777, 0, 0, time), "../../../var/svc/profile/site.xml"));
    }
  }

  private static Optional<RegularFile> regularFile(FileTree tree, String path) throws IOException {
    try {
      Optional<Node> node = tree.find(tree.resolve(path, true));
      return node.filter(RegularFile.class::isInstance).map(RegularFile.class::cast);
    } catch (TreeException e) {
      // A directory on the way is missing, or a link leads nowhere.
      return Optional.empty();
    }
  }

  private static String debugProfile() {
    return """
        <?xml version="1.0"?>
        <!DOCTYPE service_bundle SYSTEM "/usr/share/lib/xml/dtd/service_bundle.dtd.1">
        <service_bundle type="profile" name="startd-debug">
          <service name="system/svc/restarter" type="service" version="1">
            <instance name="default" enabled="true">
              <property_group name="options" type="application">
                <propval name="logging" type="astring" value="debug"/>
              </property_group>
            </instance>
          </service>
        </service_bundle>
        """;
  }
}
