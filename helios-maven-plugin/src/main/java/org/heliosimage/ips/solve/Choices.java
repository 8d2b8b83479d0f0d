package org.heliosimage.ips.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.jspecify.annotations.Nullable;

/**
 * The versions of each package that may be chosen at all, newest first, and why others may not.
 *
 * <p>The filters are those of the pkg client, in its order: publisher, what is asked for, no way
 * back to older versions, freezes and installed incorporations, variants, packages that come only
 * when named, and origin dependencies.
 */
final class Choices {

  private final SolveRequest request;
  private final Map<String, List<Candidate>> known = new HashMap<>();
  private final Map<String, List<Candidate>> choices = new HashMap<>();
  private final Map<String, Map<Candidate, String>> dropped = new HashMap<>();

  /** Constraints of incorporations that this operation must not move. */
  private final Map<String, List<Held>> held = new HashMap<>();

  /** Constraints of incorporations that are asked for: they may lead back to older versions. */
  private final Map<String, List<Fmri>> demanded = new HashMap<>();

  private record Held(Candidate by, Fmri target) {}

  Choices(SolveRequest request) throws IpsException {
    this.request = request;
    if (!request.update()) {
      holdIncorporations();
    }
    demandDowngrades();
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
  Map<Candidate, String> dropped(String stem) throws IpsException {
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
    Map<Fmri, Candidate> all = new LinkedHashMap<>();
    for (Candidate candidate : request.known().versions(stem)) {
      all.put(candidate.fmri(), candidate);
    }
    Candidate installed = request.installed().get(stem);
    if (installed != null) {
      all.put(installed.fmri(), installed);
    }
    List<Candidate> sorted = new ArrayList<>(all.values());
    sorted.sort(newestFirst());
    known.put(stem, sorted);
    return sorted;
  }

  private List<Candidate> choose(String stem) throws IpsException {
    List<Candidate> all = all(stem);
    @Nullable Candidate installed = request.installed().get(stem);
    @Nullable List<Candidate> proposed = request.proposed().get(stem);
    String publisher = publisher(all, installed, proposed);
    boolean downgrade =
        installed != null
            && proposed != null
            && proposed.stream()
                .allMatch(candidate -> candidate.version().compareTo(installed.version()) < 0);
    List<Candidate> chosen = new ArrayList<>();
    Map<Candidate, String> reasons = new LinkedHashMap<>();
    for (Candidate candidate : all) {
      String reason = null;
      if (candidate.unfit() != null) {
        reason = candidate.unfit();
      } else if (proposed != null && !proposed.contains(candidate)) {
        reason = "is not what is asked for";
      } else if (!candidate.equals(installed)) {
        reason = objection(candidate, publisher, installed, proposed, downgrade);
      }
      if (reason == null) {
        chosen.add(candidate);
      } else {
        reasons.put(candidate, reason);
      }
    }
    dropped.put(stem, reasons);
    return chosen;
  }

  private @Nullable String objection(
      Candidate candidate,
      String publisher,
      @Nullable Candidate installed,
      @Nullable List<Candidate> proposed,
      boolean downgrade)
      throws IpsException {
    String stem = candidate.stem();
    if (!candidate.publisher().equals(publisher)) {
      return "is of publisher " + candidate.publisher() + " and not of " + publisher;
    }
    if (installed != null
        && candidate.version().compareTo(installed.version()) < 0
        && !downgrade
        && !isDemanded(candidate)) {
      return "is older than the installed " + installed.name();
    }
    Version frozen = request.frozen().get(stem);
    if (frozen != null && !candidate.version().matches(frozen)) {
      return "is not the frozen version " + frozen.shortForm();
    }
    Optional<Held> objector =
        held.getOrDefault(stem, List.of()).stream()
            .filter(constraint -> !matches(candidate, constraint.target()))
            .findFirst();
    if (objector.isPresent()) {
      return "is not admitted by the installed " + objector.get().by().name();
    }
    if (candidate.explicit() && proposed == null && installed == null) {
      return "comes only when it is named";
    }
    return unmetOrigin(candidate);
  }

  private static boolean matches(Candidate candidate, Fmri constraint) {
    return constraint.version() == null || candidate.version().matches(constraint.version());
  }

  private String publisher(
      List<Candidate> all, @Nullable Candidate installed, @Nullable List<Candidate> proposed) {
    if (proposed != null && !proposed.isEmpty()) {
      // Matching has picked one publisher; an installed version of another may be among them.
      return proposed.stream()
          .min(Comparator.comparing(candidate -> rank(candidate.publisher())))
          .map(Candidate::publisher)
          .orElseThrow();
    }
    if (installed != null && isSticky(installed.publisher())) {
      return installed.publisher();
    }
    return all.stream()
        .min(Comparator.comparing(candidate -> rank(candidate.publisher())))
        .map(Candidate::publisher)
        .orElse("");
  }

  private boolean isSticky(String publisher) {
    return request.publishers().stream()
        .anyMatch(known -> known.name().equals(publisher) && known.sticky());
  }

  private @Nullable String unmetOrigin(Candidate candidate) {
    for (Dependency dependency : candidate.dependencies()) {
      if (dependency.type() == Dependency.Type.ORIGIN) {
        Fmri target = dependency.target();
        Candidate installed = request.installed().get(target.stem());
        if (installed != null && !dependency.admits(target, installed.version())) {
          return dependency.sentence() + ", and " + installed.name() + " is installed";
        }
      }
    }
    return null;
  }

  /** Incorporations that nobody asked to move keep their hold on other packages. */
  private void holdIncorporations() {
    Set<String> relaxed = new HashSet<>();
    for (List<Candidate> candidates : request.proposed().values()) {
      candidates.forEach(candidate -> addIfPresent(relaxed, candidate.hold()));
    }
    for (Candidate installed : request.installed().values()) {
      if (request.proposed().containsKey(installed.stem())
          || request.rejected().contains(installed.stem())
          || isRelaxed(installed.hold(), relaxed)) {
        continue;
      }
      for (Dependency dependency : installed.dependencies()) {
        if (dependency.type() == Dependency.Type.INCORPORATE) {
          held.computeIfAbsent(dependency.target().stem(), stem -> new ArrayList<>())
              .add(new Held(installed, dependency.target()));
        }
      }
    }
  }

  private static void addIfPresent(Collection<String> all, @Nullable String text) {
    if (text != null) {
      all.add(text);
    }
  }

  private static boolean isRelaxed(@Nullable String hold, Set<String> relaxed) {
    return hold != null
        && relaxed.stream().anyMatch(free -> hold.equals(free) || hold.startsWith(free + "."));
  }

  /** Follows incorporations from what is asked for; they may demand older versions. */
  private void demandDowngrades() throws IpsException {
    Deque<Candidate> todo = new ArrayDeque<>();
    request.proposed().values().forEach(todo::addAll);
    Set<Candidate> seen = new LinkedHashSet<>(todo);
    while (!todo.isEmpty()) {
      for (Dependency dependency : todo.removeFirst().dependencies()) {
        if (dependency.type() != Dependency.Type.INCORPORATE) {
          continue;
        }
        Fmri target = dependency.target();
        Candidate installed = request.installed().get(target.stem());
        if (installed == null || matches(installed, target)) {
          continue;
        }
        demanded.computeIfAbsent(target.stem(), stem -> new ArrayList<>()).add(target);
        for (Candidate candidate : all(target.stem())) {
          if (matches(candidate, target) && seen.add(candidate)) {
            todo.add(candidate);
          }
        }
      }
    }
  }

  private boolean isDemanded(Candidate candidate) {
    return demanded.getOrDefault(candidate.stem(), List.of()).stream()
        .anyMatch(target -> matches(candidate, target));
  }
}
