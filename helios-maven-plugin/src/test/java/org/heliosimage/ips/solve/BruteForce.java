package org.heliosimage.ips.solve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;

/**
 * Solves a small request by looking at every set of packages, in the most literal way: the rules of
 * dependencies, then the order of preferences that {@code Solver} states. It shares no code with
 * the solver but the values.
 */
final class BruteForce {

  private final SolveRequest request;
  private final SortedMap<String, List<Candidate>> choices = new TreeMap<>();
  private final SortedMap<String, List<Candidate>> known = new TreeMap<>();
  private final List<SortedMap<String, Candidate>> valid = new ArrayList<>();
  private Set<Candidate> hopeless;

  BruteForce(SolveRequest request) throws IpsException {
    this.request = request;
    for (String stem : request.known().stems()) {
      List<Candidate> all = new ArrayList<>(request.known().versions(stem));
      all.sort(Comparator.comparing(Candidate::version).reversed());
      known.put(stem, all);
    }
    for (String stem : known.keySet()) {
      choices.put(stem, known.get(stem).stream().filter(this::isChoice).toList());
    }
    search(new ArrayList<>(choices.keySet()), new TreeMap<>());
  }

  // Which versions are choices. Requests here have one publisher.

  private boolean isChoice(Candidate candidate) {
    String stem = candidate.stem();
    Candidate installed = request.installed().get(stem);
    List<Candidate> proposed = request.proposed().get(stem);
    if (proposed != null && !proposed.contains(candidate)) {
      return false;
    }
    boolean older = installed != null && candidate.version().compareTo(installed.version()) < 0;
    boolean meant =
        older
            && proposed != null
            && proposed.stream().allMatch(c -> c.version().compareTo(installed.version()) < 0);
    if (older && !meant && !demanded().contains(candidate)) {
      return false;
    }
    if (request.frozen().containsKey(stem)
        && !candidate.version().matches(request.frozen().get(stem))) {
      return false;
    }
    return request.update() || held().stream().allMatch(held -> permits(held, candidate));
  }

  /** Installed incorporations that stay: not asked for, not removed, not named by version. */
  private List<Candidate> held() {
    Set<String> tied = new HashSet<>();
    Collection<Candidate> staying =
        request.installed().values().stream()
            .filter(c -> !request.rejected().contains(c.stem()))
            .toList();
    for (Candidate candidate : staying) {
      for (Dependency dependency : candidate.dependencies()) {
        dependency.targets().stream()
            .filter(t -> t.version() != null)
            .forEach(t -> tied.add(t.stem()));
      }
    }
    return staying.stream()
        .filter(c -> !incorporated(c).isEmpty() && !tied.contains(c.stem()))
        .filter(
            c -> {
              List<Candidate> proposed = request.proposed().get(c.stem());
              return proposed == null || proposed.equals(List.of(c));
            })
        .toList();
  }

  private static boolean permits(Candidate incorporation, Candidate candidate) {
    return candidate.stem().equals(incorporation.stem())
        ? candidate.equals(incorporation)
        : incorporated(incorporation).stream()
            .filter(target -> target.stem().equals(candidate.stem()))
            .allMatch(target -> matches(candidate, target));
  }

  private static List<Fmri> incorporated(Candidate candidate) {
    return candidate.dependencies().stream()
        .filter(dependency -> dependency.type() == Dependency.Type.INCORPORATE)
        .map(dependency -> dependency.targets().get(0))
        .toList();
  }

  private static boolean matches(Candidate candidate, Fmri target) {
    return target.version() == null || candidate.version().matches(target.version());
  }

  /**
   * Older versions that incorporations demand which are asked for, or which an update may bring.
   */
  private Set<Candidate> demanded() {
    Set<Candidate> followed = new HashSet<>();
    Set<Candidate> demanded = new HashSet<>();
    if (request.update()) {
      for (Candidate installed : request.installed().values()) {
        for (Candidate newer : known.get(installed.stem())) {
          if (newer.version().compareTo(installed.version()) >= 0) {
            demand(newer, false, followed, demanded);
          }
        }
      }
    } else {
      request
          .proposed()
          .values()
          .forEach(all -> all.forEach(each -> demand(each, true, followed, demanded)));
    }
    return demanded;
  }

  private void demand(
      Candidate incorporation, boolean nested, Set<Candidate> followed, Set<Candidate> demanded) {
    if (!followed.add(incorporation)) {
      return;
    }
    for (Fmri target : incorporated(incorporation)) {
      Candidate installed = request.installed().get(target.stem());
      List<Fmri> all =
          incorporated(incorporation).stream().filter(t -> t.stem().equals(target.stem())).toList();
      if (installed == null || all.stream().allMatch(t -> matches(installed, t))) {
        continue;
      }
      for (Candidate candidate : known.get(target.stem())) {
        if (all.stream().allMatch(t -> matches(candidate, t))) {
          if (candidate.version().compareTo(installed.version()) < 0) {
            demanded.add(candidate);
          }
          if (nested && !candidate.version().equals(installed.version())) {
            demand(candidate, true, followed, demanded);
          }
        }
      }
    }
  }

  // Which sets are valid.

  private void search(List<String> stems, SortedMap<String, Candidate> set) {
    if (stems.isEmpty()) {
      if (isValid(set)) {
        valid.add(new TreeMap<>(set));
      }
      return;
    }
    String stem = stems.get(0);
    List<String> rest = stems.subList(1, stems.size());
    boolean kept = request.installed().containsKey(stem) || request.proposed().containsKey(stem);
    if (request.rejected().contains(stem) || !kept) {
      search(rest, set);
    }
    if (!request.rejected().contains(stem)) {
      for (Candidate candidate : choices.get(stem)) {
        set.put(stem, candidate);
        search(rest, set);
        set.remove(stem);
      }
    }
  }

  private boolean isValid(SortedMap<String, Candidate> set) {
    return set.values().stream()
        .allMatch(c -> c.dependencies().stream().allMatch(d -> isSatisfied(d, set)));
  }

  private boolean isSatisfied(Dependency dependency, SortedMap<String, Candidate> set) {
    return switch (dependency.type()) {
      case REQUIRE, REQUIRE_ANY -> targets(dependency).anyMatch(t -> has(set, t, false));
      case CONDITIONAL ->
          !has(set, dependency.predicate(), false)
              || targets(dependency).anyMatch(t -> has(set, t, false));
      case GROUP, GROUP_ANY -> {
        SortedMap<String, List<Candidate>> members = members(dependency);
        yield members.isEmpty()
            || members.entrySet().stream()
                .anyMatch(
                    m -> set.containsKey(m.getKey()) && m.getValue().contains(set.get(m.getKey())));
      }
      case OPTIONAL ->
          targets(dependency).allMatch(t -> !set.containsKey(t.stem()) || has(set, t, true));
      case INCORPORATE ->
          targets(dependency)
              .allMatch(t -> !set.containsKey(t.stem()) || matches(set.get(t.stem()), t));
      case EXCLUDE -> targets(dependency).noneMatch(t -> has(set, t, true));
      case ORIGIN, PARENT -> true;
    };
  }

  private static Stream<Fmri> targets(Dependency dependency) {
    return dependency.targets().stream();
  }

  /** Whether a set has a package in a version or a newer one. */
  private static boolean has(SortedMap<String, Candidate> set, Fmri target, boolean obsolete) {
    Candidate there = set.get(target.stem());
    return there != null
        && (obsolete || !there.obsolete())
        && (target.version() == null || there.version().compareTo(target.version()) >= 0);
  }

  private SortedMap<String, List<Candidate>> members(Dependency dependency) {
    SortedMap<String, List<Candidate>> members = new TreeMap<>();
    for (Fmri target : dependency.targets()) {
      String stem = target.stem();
      boolean avoided = request.avoided().contains(stem) && !request.proposed().containsKey(stem);
      if (known.containsKey(stem) && !avoided && !request.rejected().contains(stem)) {
        List<Candidate> possible =
            choices.get(stem).stream().filter(c -> !hopeless().contains(c)).toList();
        if (!possible.isEmpty() || choices.get(stem).size() < known.get(stem).size()) {
          members.put(stem, possible);
        }
      }
    }
    Predicate<List<Candidate>> lasts =
        versions -> !versions.isEmpty() && versions.stream().noneMatch(Candidate::obsolete);
    if (members.size() > 1 && members.values().stream().anyMatch(lasts)) {
      members.replaceAll((s, all) -> all.stream().filter(c -> !c.obsolete()).toList());
    }
    return members;
  }

  /** Versions that require what nobody has, itself or through others. */
  private Set<Candidate> hopeless() {
    if (hopeless == null) {
      hopeless = new HashSet<>();
      int before = -1;
      while (hopeless.size() > before) {
        before = hopeless.size();
        for (List<Candidate> versions : choices.values()) {
          for (Candidate candidate : versions) {
            if (candidate.dependencies().stream().anyMatch(this::isHopeless)) {
              hopeless.add(candidate);
            }
          }
        }
      }
    }
    return hopeless;
  }

  private boolean isHopeless(Dependency dependency) {
    return (dependency.type() == Dependency.Type.REQUIRE
            || dependency.type() == Dependency.Type.REQUIRE_ANY)
        && targets(dependency)
            .noneMatch(
                target ->
                    choices.getOrDefault(target.stem(), List.of()).stream()
                        .anyMatch(
                            c ->
                                !hopeless.contains(c)
                                    && has(new TreeMap<>(Map.of(c.stem(), c)), target, false)));
  }

  /** All sets that satisfy everything. */
  List<SortedMap<String, Candidate>> valid() {
    return valid;
  }

  // Which of them is preferred.

  /** The set that the stated order of preferences leads to, before anything is dropped from it. */
  SortedMap<String, Candidate> preferred() {
    Decisions decisions = new Decisions();
    incorporationsFirst(request.proposed().keySet()).forEach(decisions::newest);
    SortedSet<String> left = new TreeSet<>(request.installed().keySet());
    left.removeAll(request.rejected());
    left.removeAll(decisions.made.keySet());
    if (!request.update()) {
      for (String stem : List.copyOf(left)) {
        if (decisions.take(stem, request.installed().get(stem))) {
          left.remove(stem);
        }
      }
    }
    incorporationsFirst(left).forEach(decisions::newest);
    boolean open = true;
    while (open) {
      decisions.needs();
      open = decisions.alternative();
    }
    return decisions.made;
  }

  private List<String> incorporationsFirst(Collection<String> stems) {
    return stems.stream()
        .sorted(
            Comparator.<String, Boolean>comparing(
                    stem -> choices.get(stem).stream().allMatch(c -> incorporated(c).isEmpty()))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private final class Decisions {
    private final SortedMap<String, Candidate> made = new TreeMap<>();
    private List<SortedMap<String, Candidate>> left = valid;

    boolean take(String stem, Candidate candidate) {
      List<SortedMap<String, Candidate>> found =
          left.stream().filter(set -> candidate.equals(set.get(stem))).toList();
      if (found.isEmpty()) {
        return false;
      }
      left = found;
      made.put(stem, candidate);
      return true;
    }

    void newest(String stem) {
      if (choices.get(stem).stream().noneMatch(candidate -> take(stem, candidate))) {
        throw new IllegalStateException(stem);
      }
    }

    void needs() {
      SortedSet<String> needed = new TreeSet<>();
      do {
        needed.clear();
        for (Candidate candidate : made.values()) {
          for (Dependency dependency : candidate.dependencies()) {
            if (dependency.type() == Dependency.Type.REQUIRE) {
              needed.add(dependency.targets().get(0).stem());
            } else if (dependency.type() == Dependency.Type.GROUP
                && members(dependency).size() == 1) {
              needed.addAll(members(dependency).keySet());
            }
          }
        }
        needed.removeAll(made.keySet());
        incorporationsFirst(needed).forEach(this::newest);
      } while (!needed.isEmpty());
    }

    /** Settles the first dependency with a choice that is not met. */
    boolean alternative() {
      for (Candidate candidate : List.copyOf(made.values())) {
        for (Dependency dependency : candidate.dependencies()) {
          boolean choice =
              switch (dependency.type()) {
                case REQUIRE_ANY, CONDITIONAL, GROUP, GROUP_ANY -> true;
                default -> false;
              };
          if (choice && !isSatisfied(dependency, made)) {
            take(dependency);
            return true;
          }
        }
      }
      return false;
    }

    private void take(Dependency dependency) {
      SortedSet<String> stems = new TreeSet<>();
      dependency.targets().forEach(target -> stems.add(target.stem()));
      for (String stem : stems) {
        if (!made.containsKey(stem)) {
          for (Candidate candidate : choices.getOrDefault(stem, List.of())) {
            SortedMap<String, Candidate> with = new TreeMap<>(made);
            with.put(stem, candidate);
            if (isSatisfied(dependency, with) && take(stem, candidate)) {
              return;
            }
          }
        }
      }
      throw new IllegalStateException(dependency.toString());
    }
  }
}
