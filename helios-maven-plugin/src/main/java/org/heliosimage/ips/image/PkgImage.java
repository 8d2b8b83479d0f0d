package org.heliosimage.ips.image;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.solve.PackagePattern;
import org.heliosimage.ips.trust.Certificates;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.DamagedContentException;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * The packages of a file tree: what {@code pkg -R ROOT} does, for images that are being built.
 *
 * <p>Every operation leaves its traces in the tree, so that an image which was packed and unpacked
 * again can be opened and continued. An operation that fails leaves the tree in an undefined state.
 */
public final class PkgImage {

  /** How the result differs from that of pkg, in a sentence. */
  public static final String DIFFERENCE =
      "packages: the certificates of signatures must not have expired when the package was published,"
          + " and lists of revoked certificates are not fetched";

  private final FileTree tree;
  private final PkgEnvironment environment;
  private final ImageState state;
  private final ImageConfig config;
  private final Catalogs catalogs;
  private final StateLists lists;
  private final History history;

  /** Null until somebody asks: changing a setting needs none of the manifests. */
  private @Nullable SortedMap<String, InstalledPackage> installed;

  private List<Optional<Node>> mark;
  private final LockGuard guard = new LockGuard();
  private final LastLayout layouts = new LastLayout();

  private PkgImage(FileTree tree, PkgEnvironment environment, ImageState state, boolean create)
      throws IOException {
    this.tree = tree;
    this.environment = environment;
    this.state = state;
    this.config = create ? ImageConfig.create() : state.readConfig();
    this.catalogs = new Catalogs(environment.repositories());
    this.lists = new StateLists(tree, environment.time());
    this.history = new History(tree, environment.time());
    this.installed = create ? new TreeMap<>() : null;
    this.mark = state.mark();
  }

  /** Makes an image without packages in a tree. */
  public static PkgImage create(FileTree tree, PkgEnvironment environment) throws IOException {
    ImageState state = new ImageState(tree, environment.time());
    if (state.exists()) {
      throw new IpsException("The tree is a package image already.");
    }
    PkgImage image = new PkgImage(tree, environment, state, true);
    state.create();
    state.writeConfig(image.config);
    state.writeInstalled(List.of(), List.of());
    image.history.add("image-create", List.of("pkg", "image-create"), List.of());
    image.mark = state.mark();
    return image;
  }

  /** Opens the image in a tree. */
  public static PkgImage open(FileTree tree, PkgEnvironment environment) throws IOException {
    ImageState state = new ImageState(tree, environment.time());
    if (!state.exists()) {
      throw new IpsException(
          "The tree is no package image; a step pkg_image_create has to come before.");
    }
    return new PkgImage(tree, environment, state, false);
  }

  /**
   * Says whose payload it is that is damaged: contents are read long after packages were installed.
   *
   * @return the problem itself if no installed package has such a payload
   */
  public static IOException named(FileTree tree, long time, DamagedContentException damaged)
      throws IOException {
    ImageState state = new ImageState(tree, time);
    if (state.exists()) {
      for (InstalledPackage each : state.readInstalled().values()) {
        Optional<Action> action = each.withPayload(damaged.file());
        if (action.isPresent()) {
          return InstallException.damaged(action.get().keyValue(), each.fmri(), damaged);
        }
      }
    }
    return damaged;
  }

  /** Whether nobody else has changed the image since this object looked at it. */
  public boolean isCurrent(FileTree other) throws IOException {
    List<Optional<Node>> now = state.mark();
    for (int i = 0; i < now.size(); i++) {
      if (now.get(i).orElse(null) != mark.get(i).orElse(null)) {
        return false;
      }
    }
    return other == tree;
  }

  private SortedMap<String, InstalledPackage> installed() throws IOException {
    SortedMap<String, InstalledPackage> known = installed;
    if (known == null) {
      known = state.readInstalled();
      installed = known;
    }
    return known;
  }

  /** The installed packages by name. */
  public SortedSet<Fmri> installedFmris() throws IOException {
    SortedSet<Fmri> fmris = new TreeSet<>();
    installed().values().forEach(each -> fmris.add(each.fmri()));
    return fmris;
  }

  /** The installed packages with the digests of their manifests. */
  public LockFile locked() throws IOException {
    return guard.of(installed());
  }

  /**
   * From now on every operation gives the image packages of a list only, or fails with a {@link
   * LockException} that names the differences.
   */
  public void lockTo(LockFile packages) {
    guard.bind(packages);
  }

  /** What was asked of repositories since the publishers, variants or facets last changed. */
  public PackageUse use() {
    return new PackageUse(catalogs.consultedNames(), List.of(config.text()));
  }

  /** What publishers have that is newer than some packages, by name. */
  public List<OutdatedPackage> outdated(Collection<Fmri> packages) throws IOException {
    return new NewerVersions(catalogs.offers(config), Planner.publishers(config)).of(packages);
  }

  /** Sets a property of the image. */
  public void setProperty(String name, String value) throws IOException {
    config.setProperty(name, value);
    keep("set-property", List.of("pkg", "set-property", name, value));
  }

  /**
   * Adds a publisher, or changes it.
   *
   * @param origins URIs that take the place of those it had; empty to leave them
   * @param mirrors URIs that take the place of those it had; empty to leave them
   */
  public void setPublisher(String publisher, List<String> origins, List<String> mirrors)
      throws IOException {
    if (!Fmri.isPublisher(publisher)) {
      throw new IpsException("\"" + publisher + "\" cannot be the name of a publisher.");
    }
    boolean known = config.hasPublisher(publisher);
    if (!known) {
      config.addPublisher(publisher);
    }
    if (!origins.isEmpty()) {
      config.setOrigins(publisher, origins);
    }
    if (!mirrors.isEmpty()) {
      config.setMirrors(publisher, mirrors);
    }
    // Where packages come from while an image is built is nobody's business later.
    keep(known ? "update-publisher" : "add-publisher", List.of("pkg", "set-publisher", publisher));
  }

  /** What the image says about a publisher, and how to change it. */
  public PublisherSettings publisher(String publisher) throws IOException {
    requirePublisher(publisher);
    return new PublisherSettings(publisher, config, state, this::keep);
  }

  /** What the image must keep and what it does without. */
  public Restraints restraints() throws IOException {
    return new Restraints(
        installed(),
        () -> catalogs.offers(config).stems(),
        config.selection(),
        lists,
        history,
        environment.time());
  }

  /** All publishers, the best first. */
  public List<String> publishers() {
    return config.publishers();
  }

  /** Has a publisher trust an authority. */
  public void approveCaCert(String publisher, Content certificate) throws IOException {
    requirePublisher(publisher);
    X509Certificate parsed =
        Certificates.parse(
            certificate.bytes(), "The certificate to be approved for publisher " + publisher);
    String hash = Certificates.hash(parsed);
    state.writeCertificate(publisher, hash, Content.of(Certificates.pem(parsed)));
    config.approve(publisher, hash);
    writeConfig();
  }

  private void requirePublisher(String publisher) throws IpsException {
    if (!config.hasPublisher(publisher)) {
      throw new IpsException("The image has no publisher \"" + publisher + "\".");
    }
  }

  private void keep(String operation, List<String> arguments) throws IOException {
    writeConfig();
    history.add(operation, arguments, List.of());
  }

  private void writeConfig() throws IOException {
    state.writeConfig(config);
    mark = state.mark();
  }

  /** Forgets the history of operations. */
  public void purgeHistory() throws IOException {
    history.purge();
  }

  /**
   * Installs packages and what they need.
   *
   * @throws NothingToDoException if that changes nothing
   */
  public void install(Collection<String> patterns) throws IOException {
    install(patterns, Set.of());
  }

  /** Installs packages but not those of some names, which are removed if they are there. */
  public void install(Collection<String> patterns, Set<String> rejected) throws IOException {
    Offers offers = catalogs.offers(config);
    Planner.Plan plan = planner(offers).install(patterns, rejected);
    if (isAsInstalled(plan)) {
      throw new NothingToDoException(
          "Nothing is to be installed: %s is in the image already or obsolete."
              .formatted(String.join(", ", patterns)));
    }
    apply(plan, offers, config.selection(), "install", patterns);
  }

  /** Removes packages, which nothing that stays may need. */
  public void uninstall(Collection<String> patterns) throws IOException {
    Offers offers = catalogs.offers(config);
    Planner.Plan plan = planner(offers).uninstall(patterns);
    apply(plan, offers, config.selection(), "uninstall", patterns);
  }

  /**
   * Makes everything as new as possible.
   *
   * @throws NothingToDoException if it is so already
   */
  public void update() throws IOException {
    update(List.of());
  }

  /**
   * Makes some installed packages as new as possible; everything if none is named.
   *
   * @throws NothingToDoException if they are so already
   */
  public void update(Collection<String> patterns) throws IOException {
    Offers offers = catalogs.offers(config);
    Planner planner = planner(offers);
    Planner.Plan plan = patterns.isEmpty() ? planner.update() : planner.update(patterns);
    if (isAsInstalled(plan)) {
      throw new NothingToDoException(
          "Nothing is to be updated: %s at the newest possible version."
              .formatted(
                  patterns.isEmpty()
                      ? "all packages are"
                      : String.join(", ", patterns) + (patterns.size() == 1 ? " is" : " are")));
    }
    apply(plan, offers, config.selection(), "update", patterns);
  }

  /** Sets a variant and adapts what is installed; does nothing if it is set so already. */
  public void changeVariant(String name, String value) throws IOException {
    Selection old = config.selection();
    String full = Selection.variantName(name);
    if (!value.equals(old.variants().get(full))) {
      config.setVariant(full, value);
      reselect(old, "change-variant", full + "=" + value);
    }
  }

  /**
   * Sets a facet and adapts what is installed; does nothing if it is set so already.
   *
   * @param value {@code true}, {@code false} or {@code none} to take a setting back
   */
  public void changeFacet(String name, String value) throws IOException {
    Selection old = config.selection();
    String full = Selection.facetName(name);
    @Nullable Boolean wanted =
        switch (value.toLowerCase(Locale.ROOT)) {
          case "true" -> Boolean.TRUE;
          case "false" -> Boolean.FALSE;
          case "none" -> null;
          default ->
              throw new IpsException("A facet is true, false or none, and not \"" + value + "\".");
        };
    if (Objects.equals(wanted, old.facets().get(full))) {
      return;
    }
    if (wanted == null) {
      config.removeFacet(full);
    } else {
      config.setFacet(full, wanted);
    }
    reselect(old, "change-facet", full + "=" + value);
  }

  private void reselect(Selection old, String operation, String setting) throws IOException {
    if (installed().isEmpty()) {
      keep(operation, List.of("pkg", operation, setting));
      return;
    }
    Offers offers = catalogs.offers(config);
    apply(planner(offers).reselect(), offers, old, operation, List.of(setting));
  }

  /**
   * What an installed package names as optional, as patterns without publisher unless kept.
   *
   * @param pattern as given to {@link #install}
   */
  public List<String> optionalDependencies(String pattern, boolean keepPublishers)
      throws IOException {
    Set<String> optional = new LinkedHashSet<>();
    for (String stem : PackagePattern.parse(pattern).stems(installed().keySet())) {
      InstalledPackage found = installed().get(stem);
      if (found != null) {
        for (Fmri fmri : found.targets(Set.of("optional"), config.selection())) {
          optional.add((keepPublishers ? fmri : fmri.withoutPublisher()).toString());
        }
      }
    }
    return List.copyOf(optional);
  }

  // The parts of an operation.

  private Planner planner(Offers offers) throws IOException {
    return new Planner(
        config,
        offers,
        installed().values(),
        lists.readAvoided(),
        lists.frozenVersions(),
        guard.lock());
  }

  private boolean isAsInstalled(Planner.Plan plan) throws IOException {
    SortedSet<Fmri> fmris = new TreeSet<>();
    plan.packages().values().forEach(candidate -> fmris.add(candidate.fmri()));
    return fmris.equals(installedFmris());
  }

  /**
   * Gives the image the packages of a solution.
   *
   * @param selection the variants and facets that were in force until now
   * @param operation what the history calls it
   */
  private void apply(
      Planner.Plan plan,
      Offers offers,
      Selection selection,
      String operation,
      Collection<String> arguments)
      throws IOException {
    SortedMap<String, InstalledPackage> before = installed();
    SortedMap<String, InstalledPackage> next =
        new PackageChange(tree, environment, config, offers, guard::require, layouts)
            .apply(before, plan, selection);
    state.writeInstalled(before.values(), next.values());
    lists.writeAvoided(plan.avoided());
    List<String> command = new ArrayList<>(List.of("pkg", operation));
    command.addAll(arguments);
    history.add(operation, command, History.changes(before, next));
    installed = next;
    writeConfig();
  }
}
