package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.ConflictException;
import org.heliosimage.ips.solve.Dependency;
import org.heliosimage.ips.solve.Known;
import org.heliosimage.ips.solve.SolveRequest;
import org.heliosimage.ips.solve.Solver;

/** Compares packages with what publishers offer. */
final class NewerVersions {

  private final Known offers;
  private final List<SolveRequest.Publisher> publishers;

  /**
   * @param publishers the best first
   */
  NewerVersions(Known offers, List<SolveRequest.Publisher> publishers) {
    this.offers = offers;
    this.publishers = publishers;
  }

  /** What there is to say about packages that one image may have had one after another. */
  List<OutdatedPackage> of(Collection<Fmri> packages) throws IpsException {
    SortedMap<String, Candidate> here = new TreeMap<>();
    SortedSet<String> gone = new TreeSet<>();
    for (Fmri fmri : lasting(packages).values()) {
      Optional<Candidate> offered =
          offers.versions(fmri.stem()).stream()
              .filter(candidate -> candidate.fmri().equals(fmri))
              .findFirst();
      here.put(fmri.stem(), offered.orElseGet(() -> Candidate.of(fmri, List.of())));
      if (offered.isEmpty()) {
        gone.add(fmri.stem());
      }
    }
    SortedMap<String, Candidate> updated = updated(here);
    List<OutdatedPackage> outdated = new ArrayList<>();
    for (Candidate each : here.values()) {
      Optional<Candidate> newest =
          offers.versions(each.stem()).stream()
              .filter(candidate -> candidate.unfit() == null)
              .max(Comparator.comparing(Candidate::version).thenComparing(this::rank));
      if (newest.isPresent() && newest.get().version().compareTo(each.version()) > 0) {
        outdated.add(compare(each, newest.get(), updated));
      } else if (gone.contains(each.stem())) {
        outdated.add(
            new OutdatedPackage(
                each.fmri(), each.fmri(), OutdatedPackage.State.GONE, List.of(), ""));
      }
    }
    return outdated;
  }

  /** One package of each name: of the best publisher, the newest. */
  private SortedMap<String, Fmri> lasting(Collection<Fmri> packages) throws IpsException {
    SortedMap<String, Fmri> lasting = new TreeMap<>();
    for (Fmri fmri : packages) {
      Fmri other = lasting.get(fmri.stem());
      if (other == null || better(fmri, other)) {
        lasting.put(fmri.stem(), fmri);
      }
    }
    return lasting;
  }

  private boolean better(Fmri one, Fmri other) throws IpsException {
    int byRank = Integer.compare(rank(one.requirePublisher()), rank(other.requirePublisher()));
    return byRank != 0 ? byRank > 0 : one.requireVersion().compareTo(other.requireVersion()) > 0;
  }

  private int rank(Candidate candidate) {
    return rank(candidate.publisher());
  }

  /** The better, the higher. */
  private int rank(String publisher) {
    for (int i = 0; i < publishers.size(); i++) {
      if (publishers.get(i).name().equals(publisher)) {
        return -i;
      }
    }
    return -publishers.size();
  }

  /** What an update would bring; nothing new if these packages do not go together. */
  private SortedMap<String, Candidate> updated(SortedMap<String, Candidate> here)
      throws IpsException {
    try {
      return Solver.solve(SolveRequest.of(offers, here, publishers).updating()).packages();
    } catch (ConflictException e) {
      return here;
    }
  }

  private static OutdatedPackage compare(
      Candidate here, Candidate newest, SortedMap<String, Candidate> updated) throws IpsException {
    Candidate permitted = updated.get(here.stem());
    List<String> sayings =
        newest.equals(permitted) ? List.of() : sayings(here, newest, updated.values());
    OutdatedPackage.State state;
    if (newest.obsolete()) {
      state = OutdatedPackage.State.OBSOLETE;
    } else if (newest.renamed()) {
      state = OutdatedPackage.State.RENAMED;
    } else {
      state = newest.equals(permitted) ? OutdatedPackage.State.NEWER : OutdatedPackage.State.HELD;
    }
    String successor = newest.renamed() ? String.join(", ", newest.required()) : "";
    return new OutdatedPackage(here.fmri(), newest.fmri(), state, sayings, successor);
  }

  private static List<String> sayings(
      Candidate here, Candidate newest, Collection<Candidate> others) throws IpsException {
    List<String> sayings = new ArrayList<>();
    if (!here.publisher().equals(newest.publisher())) {
      sayings.add("publisher " + newest.publisher() + " is not the one it came from");
    }
    for (Candidate other : others) {
      for (Dependency dependency : other.dependencies()) {
        if (dependency.forbids(newest.fmri())) {
          sayings.add(other.name() + " " + dependency.sentence());
        }
      }
    }
    return sayings;
  }
}
