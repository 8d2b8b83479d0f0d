package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogItem;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.Known;
import org.heliosimage.ips.solve.Matching;
import org.heliosimage.ips.solve.SolveRequest;
import org.heliosimage.ips.solve.Solver;

/** Asks the solver on behalf of an image, within what is locked. */
final class Planner {

  private final Offers offers;
  private final SortedMap<String, Candidate> installed;
  private final List<SolveRequest.Publisher> publishers;
  private final Set<String> avoided;
  private final Map<String, Version> frozen;
  private final Optional<LockFile> lock;

  /**
   * What an operation shall lead to.
   *
   * @param packages what the image shall have, by name
   * @param named names of packages that somebody asked for
   */
  record Plan(SortedMap<String, Candidate> packages, Set<String> named) {}

  private interface Question {
    Plan ask(Known known) throws IOException;
  }

  Planner(
      ImageConfig config,
      Offers offers,
      Collection<InstalledPackage> installed,
      Set<String> avoided,
      Map<String, Version> frozen,
      Optional<LockFile> lock)
      throws IpsException {
    this.offers = offers;
    this.avoided = Set.copyOf(avoided);
    this.frozen = Map.copyOf(frozen);
    this.lock = lock;
    CandidateReader reader = new CandidateReader(config.selection());
    this.installed = new TreeMap<>();
    for (InstalledPackage each : installed) {
      this.installed.put(
          each.fmri().stem(), reader.read(CatalogItem.of(each.fmri(), each.manifest()).entry()));
    }
    this.publishers = new ArrayList<>();
    for (String publisher : config.publishers()) {
      if (config.isEnabled(publisher)) {
        publishers.add(new SolveRequest.Publisher(publisher, config.isSticky(publisher)));
      }
    }
  }

  Plan install(Collection<String> patterns, Set<String> rejected) throws IOException {
    return plan(
        known -> {
          SortedMap<String, List<Candidate>> proposed =
              new Matching(known, installed, publishers).match(patterns, rejected);
          Set<String> stillAvoided = new TreeSet<>(avoided);
          stillAvoided.removeAll(proposed.keySet());
          SolveRequest request =
              request(known)
                  .withProposed(proposed)
                  .withRejected(rejected)
                  .withAvoided(stillAvoided);
          return new Plan(Solver.solve(request), proposed.keySet());
        });
  }

  Plan uninstall(Set<String> stems) throws IOException {
    return plan(known -> new Plan(Solver.solve(request(known).withRejected(stems)), Set.of()));
  }

  Plan update() throws IOException {
    return plan(known -> new Plan(Solver.solve(request(known).updating()), Set.of()));
  }

  /** After a change of variants or facets: packages that are not made for them go. */
  Plan reselect() throws IOException {
    Set<String> unfit = new TreeSet<>();
    for (Candidate candidate : installed.values()) {
      if (candidate.unfit() != null) {
        unfit.add(candidate.stem());
      }
    }
    return uninstall(unfit);
  }

  private SolveRequest request(Known known) {
    return SolveRequest.of(known, installed, publishers).withAvoided(avoided).withFrozen(frozen);
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

  /** What there is newer versions of, by name. */
  List<OutdatedPackage> outdated() throws IOException {
    SortedMap<String, Candidate> updated = Solver.solve(request(offers).updating());
    List<OutdatedPackage> outdated = new ArrayList<>();
    for (Candidate here : installed.values()) {
      Optional<Candidate> newest =
          offers.versions(here.stem()).stream()
              .filter(candidate -> candidate.unfit() == null)
              .max(Comparator.comparing(Candidate::version));
      if (newest.isPresent() && newest.get().version().compareTo(here.version()) > 0) {
        Candidate permitted = updated.getOrDefault(here.stem(), here);
        Fmri known = newest.get().fmri();
        outdated.add(
            new OutdatedPackage(here.fmri(), permitted.fmri(), known, newest.get().obsolete()));
      }
    }
    return outdated;
  }
}
