package org.heliosimage.ips.solve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.jspecify.annotations.Nullable;

/**
 * The versions of each package that may be chosen at all, newest first, and why others may not.
 *
 * <p>The filters are those of the pkg client, in its order: publisher, what is asked for, no way
 * back to older versions, installed incorporations and freezes, variants, packages that come only
 * when named, and origin dependencies.
 */
final class Choices {

  private final SolveRequest request;
  private final Map<String, List<Candidate>> known = new HashMap<>();
  private final Map<String, List<Candidate>> offered = new HashMap<>();
  private final Map<String, List<Candidate>> choices = new HashMap<>();
  private final Map<String, Map<Candidate, Objection>> dropped = new HashMap<>();
  private final Optional<Holds> holds;
  private final Downgrades downgrades;

  Choices(SolveRequest request) throws IpsException {
    this.request = request;
    // An update of everything moves incorporations too.
    this.holds =
        request.update() ? Optional.empty() : Optional.of(new Holds(request, this::offered));
    this.downgrades = new Downgrades(request, this::offered);
  }

  /** The versions of a package to choose from, newest first. */
  List<Candidate> of(String stem) throws IpsException {
    List<Candidate> found = choices.get(stem);
    if (found == null) {
      found = List.copyOf(choose(stem));
      choices.put(stem, found);
    }
    return found;
  }

  /** Versions that may not be chosen, newest first, with the reason. */
  Map<Candidate, Objection> dropped(String stem) throws IpsException {
    of(stem);
    return dropped.getOrDefault(stem, Map.of());
  }

  /** Whether any publisher knows a package of this name. */
  boolean isKnown(String stem) throws IpsException {
    return !all(stem).isEmpty();
  }

  /** The same order everywhere: newest first, the better publisher first. */
  private Comparator<Candidate> newestFirst() {
    return Comparator.comparing(Candidate::version)
        .reversed()
        .thenComparing(candidate -> rank(candidate.publisher()))
        .thenComparing(Candidate::publisher);
  }

  private int rank(String publisher) {
    for (int i = 0; i < request.publishers().size(); i++) {
      if (request.publishers().get(i).name().equals(publisher)) {
        return i;
      }
    }
    return request.publishers().size();
  }

  private List<Candidate> all(String stem) throws IpsException {
    List<Candidate> found = known.get(stem);
    if (found != null) {
      return found;
    }
    List<Candidate> sorted = new ArrayList<>(request.known().versions(stem));
    Candidate installed = request.installed().get(stem);
    if (installed != null && !sorted.contains(installed)) {
      sorted.add(installed);
    }
    sorted.sort(newestFirst());
    known.put(stem, sorted);
    return sorted;
  }

  /** The versions of the right publisher, and the installed one. */
  private List<Candidate> offered(String stem) throws IpsException {
    List<Candidate> found = offered.get(stem);
    if (found == null) {
      List<Candidate> all = all(stem);
      Optional<String> publisher = publisher(stem, all);
      found = all.stream().filter(each -> isOffered(each, publisher)).toList();
      offered.put(stem, found);
    }
    return found;
  }

  private boolean isOffered(Candidate candidate, Optional<String> publisher) {
    Candidate installed = request.installed().get(candidate.stem());
    if (candidate.equals(installed) || publisher.isEmpty()) {
      return true;
    }
    return publisher.get().equals(candidate.publisher())
        // The same version of another publisher is no reason to change over.
        && (installed == null
            || !candidate.version().equals(installed.version())
            || candidate.publisher().equals(installed.publisher()));
  }

  /** Whose versions count; nobody's in particular if what is asked for says so. */
  private Optional<String> publisher(String stem, List<Candidate> all) {
    Candidate installed = request.installed().get(stem);
    List<Candidate> proposed = request.proposed().get(stem);
    if (proposed != null && installed != null) {
      return Optional.empty();
    }
    if (proposed != null && !proposed.isEmpty()) {
      return Optional.of(proposed.get(0).publisher());
    }
    if (installed != null && isSticky(installed.publisher())) {
      return Optional.of(installed.publisher());
    }
    return all.stream()
        .filter(candidate -> rank(candidate.publisher()) < request.publishers().size())
        .min(Comparator.comparing(candidate -> rank(candidate.publisher())))
        .map(Candidate::publisher)
        .or(() -> Optional.of(""));
  }

  private boolean isSticky(String publisher) {
    return request.publishers().stream()
        .anyMatch(known -> known.name().equals(publisher) && known.sticky());
  }

  private List<Candidate> choose(String stem) throws IpsException {
    List<Candidate> chosen = new ArrayList<>();
    Map<Candidate, Objection> objections = new LinkedHashMap<>();
    for (Candidate candidate : all(stem)) {
      Objection objection = objection(candidate);
      if (objection == null) {
        chosen.add(candidate);
      } else {
        objections.put(candidate, objection);
      }
    }
    dropped.put(stem, objections);
    return chosen;
  }

  private @Nullable Objection objection(Candidate candidate) throws IpsException {
    String stem = candidate.stem();
    Candidate installed = request.installed().get(stem);
    List<Candidate> proposed = request.proposed().get(stem);
    if (!offered(stem).contains(candidate)) {
      String publisher = publisher(stem, all(stem)).orElse("");
      return new Objection(
          Objection.Kind.PUBLISHER,
          publisher.equals(candidate.publisher())
              ? "is installed from another publisher"
              : "is of publisher " + candidate.publisher() + " and not of " + publisher);
    }
    if (proposed != null && !proposed.contains(candidate)) {
      return new Objection(Objection.Kind.ASKED, "is not what is asked for");
    }
    if (installed != null && isOlder(candidate, installed, proposed)) {
      return new Objection(Objection.Kind.OLDER, "is older than the installed " + installed.name());
    }
    Objection held = held(candidate);
    if (held != null) {
      return held;
    }
    String unfit = candidate.unfit();
    if (unfit != null) {
      return new Objection(Objection.Kind.UNFIT, unfit);
    }
    if (candidate.equals(installed)) {
      return null;
    }
    if (candidate.explicit() && proposed == null && installed == null) {
      return new Objection(Objection.Kind.UNFIT, "comes only when it is named");
    }
    return unmetOrigin(candidate);
  }

  private boolean isOlder(
      Candidate candidate, Candidate installed, @Nullable List<Candidate> proposed) {
    if (candidate.version().compareTo(installed.version()) >= 0 || downgrades.allows(candidate)) {
      return false;
    }
    // Who asks for nothing but older versions means it.
    return proposed == null
        || proposed.stream().anyMatch(c -> c.version().compareTo(installed.version()) >= 0);
  }

  private @Nullable Objection held(Candidate candidate) {
    String stem = candidate.stem();
    Version frozen = request.frozen().get(stem);
    if (frozen != null && !candidate.version().matches(frozen)) {
      return new Objection(
          Objection.Kind.HELD, "is kept out by the freeze at version " + frozen.shortForm());
    }
    for (Holds.Held held : holds.map(each -> each.on(stem)).orElse(List.of())) {
      if (!candidate.matches(held.target())) {
        return new Objection(
            Objection.Kind.HELD,
            held.by().stem().equals(stem)
                ? "would move the installed incorporation "
                    + held.by().name()
                    + ", which is not asked for"
                : "is not admitted by the installed " + held.by().name());
      }
    }
    return null;
  }

  private @Nullable Objection unmetOrigin(Candidate candidate) {
    for (Dependency dependency : candidate.dependencies()) {
      if (dependency.type() == Dependency.Type.ORIGIN) {
        Fmri target = dependency.target();
        Candidate installed = request.installed().get(target.stem());
        if (installed != null && !dependency.admits(target, installed.version())) {
          return new Objection(
              Objection.Kind.UNFIT,
              dependency.sentence() + ", and " + installed.name() + " is installed");
        }
      }
    }
    return null;
  }
}
