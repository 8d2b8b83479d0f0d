package org.heliosimage.ips.image;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.catalog.CatalogWriter;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.tree.DamagedContentException;
import org.heliosimage.tree.FileTree;

/**
 * The step from the packages that are installed to those of a solution: fetches what is new and
 * changes the tree. What the image notes about itself is left to the caller, except for the
 * mediations, which follow from the packages.
 */
final class PackageChange {

  private final FileTree tree;
  private final PkgEnvironment environment;
  private final ImageConfig config;
  private final Download download;
  private final Check check;
  private final LastLayout layouts;

  /** Objects to packages whose manifests are known. */
  @FunctionalInterface
  interface Check {
    void check(SortedMap<String, InstalledPackage> next) throws IOException;
  }

  PackageChange(
      FileTree tree,
      PkgEnvironment environment,
      ImageConfig config,
      Offers offers,
      Check check,
      LastLayout layouts) {
    this.layouts = layouts;
    this.tree = tree;
    this.environment = environment;
    this.config = config;
    this.check = check;
    this.download =
        new Download(offers, environment, new PublisherTrust(tree, config, environment));
  }

  /**
   * Carries the change out.
   *
   * @param selection the variants and facets that were in force until now
   * @return the packages that are installed now, by name
   */
  SortedMap<String, InstalledPackage> apply(
      SortedMap<String, InstalledPackage> installed, Planner.Plan plan, Selection selection)
      throws IOException {
    SortedMap<String, InstalledPackage> next = new TreeMap<>();
    download.prefetch(
        plan.packages().values().stream()
            .map(Candidate::fmri)
            .filter(fmri -> !isInstalled(fmri, installed))
            .toList());
    int added = 0;
    for (Candidate candidate : plan.packages().values()) {
      InstalledPackage here = installed.get(candidate.stem());
      boolean manual = plan.named().contains(candidate.stem()) || (here != null && here.manual());
      if (here != null && here.fmri().equals(candidate.fmri())) {
        next.put(
            candidate.stem(),
            new InstalledPackage(here.fmri(), here.manifest(), manual, here.time()));
      } else {
        added++;
        String time = CatalogWriter.time(Instant.ofEpochSecond(environment.time()));
        next.put(
            candidate.stem(),
            new InstalledPackage(
                candidate.fmri(), download.manifest(candidate.fmri()), manual, time));
      }
    }
    check.check(next);
    Map<String, Mediation> local = config.localMediations();
    Layout before = layouts.of(installed, selection, local);
    Layout after = layouts.of(next, config.selection(), local);
    TreeChange change =
        new TreeChange(tree, before, after, environment.time(), environment.warnings());
    int removed = installed.size() + added - next.size();
    Payloads payloads = download.payloads(change.wanted(), added, removed);
    try {
      change.apply(payloads);
    } catch (DamagedContentException e) {
      throw payloads.named(e);
    }
    new LegacyFiles(
            tree,
            config.selection().variants().getOrDefault("variant.arch", "i386"),
            environment.time())
        .apply(before.legacy(), after.legacy(), next);
    config.setMediations(after.mediations(), local);
    return next;
  }

  private static boolean isInstalled(Fmri fmri, SortedMap<String, InstalledPackage> installed) {
    InstalledPackage here = installed.get(fmri.stem());
    return here != null && here.fmri().equals(fmri);
  }
}
