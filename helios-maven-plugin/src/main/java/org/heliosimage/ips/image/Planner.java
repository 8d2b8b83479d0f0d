package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogItem;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.Known;
import org.heliosimage.ips.solve.Matching;
import org.heliosimage.ips.solve.PackagePattern;
import org.heliosimage.ips.solve.Solution;
import org.heliosimage.ips.solve.SolveRequest;
import org.heliosimage.ips.solve.Solver;

/** Asks the solver on behalf of an image, within what is locked. */
final class Planner {

  private final Known offers;
  private final SortedMap<String, Candidate> installed;
  private final List<SolveRequest.Publisher> publishers;
  private final AvoidSet avoided;
  private final Map<String, Version> frozen;
  private final Optional<LockFile> lock;

  /**
   * What an operation shall lead to.
   *
   * @param packages what the image shall have, by name
   * @param named names of packages that somebody asked for
   * @param avoided names that groups do without from now on
   */
  record Plan(SortedMap<String, Candidate> packages, Set<String> named, AvoidSet avoided) {}

  private interface Question {
    Plan ask(Known known) throws IOException;
  }

  Planner(
      ImageConfig config,
      Known offers,
      Collection<InstalledPackage> installed,
      AvoidSet avoided,
      Map<String, Version> frozen,
      Optional<LockFile> lock)
      throws IpsException {
    this.offers = offers;
    this.avoided = avoided;
    this.frozen = Map.copyOf(frozen);
    this.lock = lock;
    CandidateReader reader = new CandidateReader(config.selection());
    this.installed = new TreeMap<>();
    for (InstalledPackage each : installed) {
      Optional<Candidate> offered =
          offers.versions(each.fmri().stem()).stream()
              .filter(candidate -> candidate.fmri().equals(each.fmri()))
              .findFirst();
      this.installed.put(
          each.fmri().stem(),
          offered.isPresent()
              ? offered.get()
              : reader.read(CatalogItem.of(each.fmri(), each.manifest()).entry()));
    }
    this.publishers = publishers(config);
  }

  /** The enabled publishers as the solver sees them, the best first. */
  static List<SolveRequest.Publisher> publishers(ImageConfig config) {
    return config.publishers().stream()
        .filter(config::isEnabled)
        .map(name -> new SolveRequest.Publisher(name, config.isSticky(name)))
        .toList();
  }

  Plan install(Collection<String> patterns, Set<String> rejected) throws IOException {
    return plan(known -> solve(known, matching(known).match(patterns, rejected), rejected));
  }

  /** Makes what is installed of these packages newer. */
  Plan update(Collection<String> patterns) throws IOException {
    return plan(known -> solve(known, matching(known).matchInstalled(patterns), Set.of()));
  }

  /** Makes everything newer. */
  Plan update() throws IOException {
    return plan(
        known ->
            planned(Solver.solve(request(known, avoided).updating()), Set.of(), avoided, Set.of()));
  }

  Plan uninstall(Collection<String> patterns) throws IOException {
    Set<String> removed = new TreeSet<>();
    for (String text : patterns) {
      List<String> named = PackagePattern.parse(text).stems(installed.keySet());
      if (named.isEmpty()) {
        throw new IpsException(
            "\"%s\" is not installed and cannot be uninstalled.".formatted(text));
      }
      removed.addAll(named);
    }
    removed.addAll(unusedNames());
    requireNoDependents(removed);
    return plan(known -> solve(known, Collections.emptySortedMap(), removed));
  }

  /** After a change of variants or facets. */
  Plan reselect() throws IOException {
    return plan(known -> solve(known, Collections.emptySortedMap(), Set.of()));
  }

  private Plan solve(Known known, SortedMap<String, List<Candidate>> proposed, Set<String> rejected)
      throws IpsException {
    AvoidSet remaining = avoided.without(proposed.keySet());
    SolveRequest request = request(known, remaining).withProposed(proposed).withRejected(rejected);
    return planned(Solver.solve(request), proposed.keySet(), remaining, rejected);
  }

  private static Plan planned(
      Solution solution, Set<String> named, AvoidSet avoided, Set<String> rejected) {
    return new Plan(
        solution.packages(),
        named,
        avoided.after(solution.packages().values(), solution.obsolete(), rejected));
  }

  private Matching matching(Known known) {
    return new Matching(known, installed, publishers);
  }

  private SolveRequest request(Known known, AvoidSet without) {
    return SolveRequest.of(known, installed, publishers)
        .withAvoided(without.unwanted())
        .withFrozen(frozen);
  }

  /** Old names that nobody uses any more need no one's leave to go. */
  private Set<String> unusedNames() {
    SortedMap<String, Candidate> used = Solver.withoutUnusedNames(installed);
    Set<String> unused = new TreeSet<>(installed.keySet());
    unused.removeAll(used.keySet());
    return unused;
  }

  private void requireNoDependents(Set<String> removed) throws IpsException {
    SortedMap<String, SortedSet<String>> dependents = new TreeMap<>();
    for (Candidate candidate : installed.values()) {
      if (!removed.contains(candidate.stem())) {
        for (String stem : candidate.required()) {
          if (removed.contains(stem)) {
            dependents.computeIfAbsent(stem, key -> new TreeSet<>()).add(candidate.name());
          }
        }
      }
    }
    if (!dependents.isEmpty()) {
      List<String> sentences = new ArrayList<>();
      dependents.forEach(
          (stem, names) ->
              sentences.add(
                  stem
                      + " cannot be uninstalled because of "
                      + and(names)
                      + ", which "
                      + (names.size() == 1 ? "requires" : "require")
                      + " it"));
      throw new IpsException(String.join("; ", sentences) + ".");
    }
  }

  private static String and(SortedSet<String> names) {
    SortedSet<String> others = names.headSet(names.last());
    return others.isEmpty() ? names.last() : String.join(", ", others) + " and " + names.last();
  }

  private Plan plan(Question question) throws IOException {
    if (lock.isEmpty()) {
      return question.ask(offers);
    }
    LockedOffers locked = new LockedOffers(offers, lock.get());
    Set<String> enabled = new HashSet<>();
    publishers.forEach(publisher -> enabled.add(publisher.name()));
    LockException.check(locked.missing(enabled));
    Plan plan;
    try {
      plan = question.ask(locked);
    } catch (IpsException e) {
      // Something else is needed than is locked: without the lock one sees what.
      requireLocked(lock.get(), question.ask(offers));
      throw e;
    }
    requireLocked(lock.get(), plan);
    return plan;
  }

  private static void requireLocked(LockFile lock, Plan plan) throws LockException {
    LockException.check(
        lock.strangers(plan.packages().values().stream().map(Candidate::fmri).toList()));
  }
}
